import { advanceJob, type Job, type Move } from '@muster/domain';
import { reportKey } from '@muster/jobs';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type JobJson = { id: string; state: string; version: number; links: Record<string, string>; progress: object };
type Page = { data: { id: string; email: string; row: number }[]; nextCursor: string | null; total?: number };

const counts = {
  rows: 3,
  valid: 3,
  invalid: 0,
  issues: 0,
  created: 2,
  updated: 0,
  unchanged: 1,
  removed: 0,
  deactivated: 0,
};

describe('one job', () => {
  test('is read again only when it has changed', async () => {
    const { id } = await submit();
    const first = await get(`/v1/jobs/${id}`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"\d+\.\d+"$/);
    expect([first.headers.get('retry-after'), first.headers.get('cache-control')]).toEqual(['1', 'private, no-cache']);

    const same = await get(`/v1/jobs/${id}`, { 'If-None-Match': etag });
    expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, '']);

    await post(`/v1/jobs/${id}/cancel`);
    const changed = await get(`/v1/jobs/${id}`, { 'If-None-Match': etag });
    expect([changed.status, changed.headers.get('retry-after')]).toEqual([200, null]);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  test('changes its tag with its progress', async () => {
    const job = await move(await submit(), { state: 'validating', ...open });
    const before = await get(`/v1/jobs/${job.id}`);
    const progress = { jobId: job.id, version: job.version, tick: 3, phase: 'reading', rowsTotal: null } as const;
    await api.ports.progress.put({ ...progress, rowsRead: 500, bytesRead: 9_000, bytesTotal: 20_000 });
    const after = await get(`/v1/jobs/${job.id}`);
    expect(after.headers.get('etag')).toBe(`"${job.version}.3"`);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(await jsonOf<JobJson>(after)).toMatchObject({ progress: { phase: 'reading', rowsRead: 500 } });
  });

  test('is not there while its upload is still arriving', async () => {
    const job = await api.ports.jobs.get(api.mine.id, (await submit()).id);
    const id = api.ports.newId('job');
    const arriving: Job = { ...job!, id, version: 1, state: 'receiving', ...open };
    await api.ports.jobs.insert(arriving, `receiving/${id}`);
    expect((await get(`/v1/jobs/${id}`)).status).toBe(404);
    expect((await ids('/v1/jobs')).includes(id)).toBe(false);
  });

  test('answers HEAD without a body', async () => {
    const answer = await fetch(`${api.url}/v1/jobs/${(await submit()).id}`, { method: 'HEAD', headers: auth() });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100);
  });
});

describe('cancel', () => {
  test('ends an open job, and says so again when asked again', async () => {
    const { id } = await submit();
    const [once, twice] = [await post(`/v1/jobs/${id}/cancel`), await post(`/v1/jobs/${id}/cancel`, '{}')];
    expect([once.status, (await jsonOf<JobJson>(once)).state]).toEqual([200, 'cancelled']);
    expect([twice.status, (await jsonOf<JobJson>(twice)).state]).toEqual([200, 'cancelled']);
  });

  test('comes too late for a job that has ended otherwise', async () => {
    const { id } = await rejected();
    const answer = await post(`/v1/jobs/${id}/cancel`);
    expect([answer.status, await jsonOf(answer)]).toMatchObject([409, { code: 'invalid_state', state: 'rejected' }]);
  });

  test.each([
    ['{"force":true}', 'application/json', 400, 'invalid_request'],
    ['{', 'application/json', 400, 'malformed_json'],
    ['[]', 'application/json', 400, 'invalid_request'],
    ['force=true', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    [`{"a":"${'x'.repeat(70_000)}"}`, 'application/json', 413, 'body_too_large'],
  ])('takes no body: %.20s as %s', async (body, type, status, code) => {
    const { id } = await submit();
    const answer = await post(`/v1/jobs/${id}/cancel`, body, type);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([status, code]);
    expect(await jsonOf<JobJson>(await get(`/v1/jobs/${id}`))).toMatchObject({ state: 'queued' });
  });
});

describe('what a job found', () => {
  test.each(['issues', 'error-report', 'changes', 'result'])(
    '%s is not ready before the file is read',
    async (what) => {
      const answer = await get(`/v1/jobs/${(await submit()).id}/${what}`);
      expect([answer.status, await jsonOf(answer)]).toMatchObject([409, { code: 'not_ready', state: 'queued' }]);
    },
  );

  test('its issues come in pages, in order', async () => {
    const job = await rejected();
    const first = await page(`/v1/jobs/${job.id}/issues?limit=2`);
    const last = await page(`/v1/jobs/${job.id}/issues?limit=2&cursor=${first.nextCursor}`);
    expect([first, last].map(({ data }) => data.map(({ row }) => row))).toEqual([[2, 3], [4]]);
    expect(last.nextCursor).toBeNull();
  });

  test('its issues come in groups when asked', async () => {
    const job = await rejected();
    const { data } = await page(`/v1/jobs/${job.id}/issues?group=true`);
    expect(data).toMatchObject([{ code: 'value_invalid', count: 3 }]);
  });

  test('its error report is a download that no browser takes for anything else', async () => {
    const answer = await get(`/v1/jobs/${(await rejected()).id}/error-report`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(/^attachment; filename=job_[0-9a-z]+-errors\.csv$/) as string,
      'x-content-type-options': 'nosniff',
    });
    expect(await answer.text()).toBe('all rows');
  });

  test('the upload comes back byte for byte under its own name', async () => {
    const made = await jsonOf<JobJson>(await upload('?filename=n%C3%A4me%20%221%22.csv'));
    const answer = await get(`/v1/jobs/${made.id}/source`);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="n?me \\"1\\".csv"; filename*=UTF-8''n%C3%A4me%20%221%22.csv`,
    );
    expect(await answer.text()).toBe(csv);
  });

  test('its error report may leave the good rows out', async () => {
    expect(await (await get(`/v1/jobs/${(await rejected()).id}/error-report?rows=issues`)).text()).toBe(
      'rows with issues',
    );
  });

  test('a job without issues has no error report', async () => {
    const answer = await get(`/v1/jobs/${(await succeeded()).id}/error-report`);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([404, 'no_issues']);
  });

  test('a job that changed nothing has no result', async () => {
    const answer = await get(`/v1/jobs/${(await rejected()).id}/result`);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([404, 'no_result']);
  });

  test('its files are gone on the day it said', async () => {
    const expiresAt = new Date(Date.now() - 1);
    const { id } = await rejected({ expiresAt });
    for (const what of ['error-report', 'source']) {
      const answer = await get(`/v1/jobs/${id}/${what}`);
      const gone = { code: 'expired', expiredAt: expiresAt.toISOString() };
      expect([answer.status, await jsonOf(answer)]).toMatchObject([410, gone]);
    }
  });

  test('its changes come in pages of users, and as a file of cells that no spreadsheet runs', async () => {
    const job = await succeeded();
    const first = await page(`/v1/jobs/${job.id}/changes?limit=1`);
    const last = await page(`/v1/jobs/${job.id}/changes?limit=1&cursor=${first.nextCursor}`);
    expect([...first.data, ...last.data]).toEqual([
      {
        row: 2,
        userId: 'usr_1',
        userEmail: 'a@example.com',
        action: 'create',
        fields: { role: { from: null, to: 'Agent' } },
      },
      {
        row: 4,
        userId: 'usr_2',
        userEmail: 'b@example.com',
        action: 'create',
        fields: { display_name: { from: null, to: '=1+1' } },
      },
    ]);
    expect(await (await get(`/v1/jobs/${job.id}/result`)).text()).toBe(
      [
        'row,user_id,user_email,action,column,from,to',
        '2,usr_1,a@example.com,create,role,,Agent',
        "4,usr_2,b@example.com,create,display_name,,'=1+1",
        '',
      ].join('\r\n'),
    );
  });
});

describe('lists', () => {
  test('jobs come newest first, filtered, page by page', async () => {
    const [a, b] = [await submit(), await submit()];
    const child = await jsonOf<JobJson>(await upload(`?parentJobId=${a.id}`));
    expect((await ids('/v1/jobs?limit=3')).slice(0, 3)).toEqual([child.id, b.id, a.id]);
    expect(await ids(`/v1/jobs?parentJobId=${a.id}`)).toEqual([child.id]);
    expect(await ids('/v1/jobs?kind=export-users')).toEqual([]);
  });

  test('users come in the order asked for, each once', async () => {
    for (const [sort, names] of Object.entries({ email: ['Ada', 'Bob', 'Cy'], '-displayName': ['Cy', 'Bob', 'Ada'] })) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { data, nextCursor } = await page(`/v1/users?sort=${sort}&limit=1${cursor}`);
        seen.push(...data.map(({ email }) => email.split('@')[0]!));
        cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
      } while (cursor !== '');
      expect(seen).toEqual(names);
    }
  });

  test('users are searched by part of name or address, and counted when asked', async () => {
    const { data, total } = await page('/v1/users?search=%20BO&total=true');
    expect([data.map(({ email }) => email.split('@')[0]), total]).toEqual([['Bob'], 1]);
    expect((await page('/v1/users')).total).toBeUndefined();
  });

  test('a cursor of one filter is refused by another', async () => {
    const { nextCursor } = await page('/v1/users?limit=1');
    const answer = await get(`/v1/users?limit=1&access=active&cursor=${nextCursor}`);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([400, 'invalid_cursor']);
  });

  test('a user shows references by name', async () => {
    const user = await jsonOf<object>(await get(`/v1/users/${api.mine.users[0]!.id}`));
    expect(user).toMatchObject({ role: { name: 'Agent' }, region: { name: 'Main' }, skills: [], team: null });
  });
});

describe('the service', () => {
  test('is ready but degraded while Redis is away', async () => {
    const answer = await fetch(`${api.url}/readyz`);
    expect([answer.status, await jsonOf(answer)]).toEqual([
      200,
      { status: 'degraded', checks: { database: 'ok', files: 'ok', queue: 'failed' } },
    ]);
  });

  test('gives a sample with names of the account', async () => {
    const answer = await get('/v1/samples/import-users.csv');
    const text = await answer.text();
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=import-users.csv');
    expect(text.split('\r\n')[0]).toMatch(/^user_email,role,/);
    expect(text).toContain('Billing Voice');
  });

  test('explains every column', async () => {
    const { data } = await jsonOf<{ data: { name: string }[] }>(await get('/v1/columns'));
    expect(data.map(({ name }) => name)).toContain('user_email');
  });

  test('shows pages without scripts to whoever follows the type of a problem', async () => {
    const { type } = await jsonOf<{ type: string }>(await fetch(`${api.url}/nowhere`));
    const answer = await fetch(api.url + type);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(answer.headers.has('x-powered-by')).toBe(false);
  });
});

const csv = 'user_email,role\r\na@example.com,Agent\r\n';
const open = { confirmation: null, problem: null, finishedAt: null } as const;

function auth(): Record<string, string> {
  return { Authorization: `Bearer ${api.mine.keys.operator}` };
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(api.url + path, { headers: { ...auth(), ...headers } });
}

function post(path: string, body: string | null = null, type = 'application/json'): Promise<Response> {
  const headers = body === null ? auth() : { ...auth(), 'Content-Type': type };
  return fetch(api.url + path, { method: 'POST', headers, body });
}

function upload(query = ''): Promise<Response> {
  return post(`/v1/jobs/import-users${query}`, csv, 'text/csv');
}

async function page(path: string): Promise<Page> {
  return jsonOf<Page>(await get(path));
}

async function ids(path: string): Promise<string[]> {
  return (await page(path)).data.map(({ id }) => id);
}

async function submit(): Promise<Job> {
  const { id } = await jsonOf<JobJson>(await upload());
  return (await api.ports.jobs.get(api.mine.id, id))!;
}

/** What a worker would have done to the job. */
async function move(job: Job, to: Move): Promise<Job> {
  const moved = advanceJob(job, to, api.ports.clock());
  expect(await api.ports.jobs.save(job, moved)).toBe(true);
  return moved;
}

async function rejected({ expiresAt = null }: { expiresAt?: Date | null } = {}): Promise<Job> {
  const reading = await move(await submit(), { state: 'validating', ...open, epoch: 1 });
  const issue = (row: number) => ({
    row,
    column: 'package',
    code: 'value_invalid' as const,
    message: `Row ${row}, package: gold is not a package.`,
    value: 'gold',
  });
  const group = { code: 'value_invalid' as const, column: 'package', value: 'gold', count: 3, firstRows: [2, 3, 4] };
  await api.ports.issues.add(reading.id, 1, [issue(2), issue(3), issue(4)], [group]);
  const job = await move(reading, { state: 'rejected', ...open, finishedAt: api.ports.clock(), expiresAt });
  await api.ports.files.put(reportKey(job, 'all'), bytes('all rows'));
  await api.ports.files.put(reportKey(job, 'issues'), bytes('rows with issues'));
  return job;
}

async function succeeded(): Promise<Job> {
  const reading = await move(await submit(), { state: 'validating', ...open, epoch: 1 });
  const creation = { action: 'create' as const, userVersion: 0, before: null, after: null };
  await api.ports.changes.add(reading.id, 1, [
    { ...creation, row: 2, userId: 'usr_1', userEmail: 'a@example.com', fields: { role: { from: null, to: 'Agent' } } },
    {
      ...creation,
      row: 4,
      userId: 'usr_2',
      userEmail: 'b@example.com',
      fields: { display_name: { from: null, to: '=1+1' } },
    },
  ]);
  const applying = await move(reading, { state: 'applying', ...open, counts });
  return move(applying, { state: 'succeeded', ...open, finishedAt: api.ports.clock() });
}

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
