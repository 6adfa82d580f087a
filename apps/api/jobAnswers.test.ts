import type { Job } from '@muster/domain';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testClient, type JobJson, type TestClient } from './testing/testClient.ts';
import { open, testWorker, type TestWorker } from './testing/testWorker.ts';
let api: TestApi;
let client: TestClient;
let worker: TestWorker;
beforeAll(async () => {
  api = await startTestApi();
  client = testClient(api);
  worker = testWorker(api, client);
});
afterAll(() => api.close());

describe('one job', () => {
  test('is read again only when it has changed', async () => {
    const { id } = await client.submit();
    const first = await client.get(`/v1/jobs/${id}`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"\d+\.\d+"$/);
    expect([first.headers.get('retry-after'), first.headers.get('cache-control')]).toEqual(['1', 'private, no-cache']);

    const same = await client.get(`/v1/jobs/${id}`, { 'If-None-Match': etag });
    expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, '']);

    await client.post(`/v1/jobs/${id}/cancel`);
    const changed = await client.get(`/v1/jobs/${id}`, { 'If-None-Match': etag });
    expect([changed.status, changed.headers.get('retry-after')]).toEqual([200, null]);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  test('changes its tag with its progress', async () => {
    const job = await worker.move(await client.submit(), { state: 'validating', ...open });
    const before = await client.get(`/v1/jobs/${job.id}`);
    const progress = { jobId: job.id, version: job.version, tick: 3, phase: 'reading', rowsTotal: null } as const;
    await api.ports.progress.put({ ...progress, rowsRead: 500, bytesRead: 9_000, bytesTotal: 20_000 });
    const after = await client.get(`/v1/jobs/${job.id}`);
    expect(after.headers.get('etag')).toBe(`"${job.version}.3"`);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(await jsonOf<JobJson>(after)).toMatchObject({ progress: { phase: 'reading', rowsRead: 500 } });

    const cancelled = await jsonOf<JobJson>(await client.post(`/v1/jobs/${job.id}/cancel`));
    expect(cancelled).toMatchObject({ state: 'cancelled', progress: { phase: 'reading', rowsRead: 500 } });
    const { data } = await jsonOf<{ data: JobJson[] }>(await client.get('/v1/jobs'));
    expect(data.find(({ id }) => id === job.id)).toEqual(cancelled);
  });

  test('is not there while its upload is still arriving', async () => {
    const job = await api.ports.jobs.get(api.mine.id, (await client.submit()).id);
    const id = api.ports.newId('job');
    const arriving: Job = { ...job!, id, version: 1, state: 'receiving', ...open };
    await api.ports.jobs.insert(arriving, `receiving/${id}`);
    expect((await client.get(`/v1/jobs/${id}`)).status).toBe(404);
    expect((await client.ids('/v1/jobs')).includes(id)).toBe(false);
  });

  test('answers HEAD without a body', async () => {
    const answer = await client.head(`/v1/jobs/${(await client.submit()).id}`);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100);
  });
});

describe('cancel', () => {
  test('ends an open job, and says so again when asked again', async () => {
    const { id } = await client.submit();
    const [once, twice] = [
      await client.post(`/v1/jobs/${id}/cancel`),
      await client.post(`/v1/jobs/${id}/cancel`, '{}'),
    ];
    expect([once.status, (await jsonOf<JobJson>(once)).state]).toEqual([200, 'cancelled']);
    expect([twice.status, (await jsonOf<JobJson>(twice)).state]).toEqual([200, 'cancelled']);
  });

  test('comes too late for a job that has ended otherwise', async () => {
    const { id } = await worker.rejected();
    const answer = await client.post(`/v1/jobs/${id}/cancel`);
    expect([answer.status, await jsonOf(answer)]).toMatchObject([409, { code: 'invalid_state', state: 'rejected' }]);
  });

  test.each([
    ['{"force":true}', 'application/json', 400, 'invalid_request'],
    ['{', 'application/json', 400, 'malformed_json'],
    ['[]', 'application/json', 400, 'invalid_request'],
    ['force=true', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    [`{"a":"${'x'.repeat(70_000)}"}`, 'application/json', 413, 'body_too_large'],
  ])('takes no body: %.20s as %s', async (body, type, status, code) => {
    const { id } = await client.submit();
    const answer = await client.post(`/v1/jobs/${id}/cancel`, body, type);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([status, code]);
    expect(await jsonOf<JobJson>(await client.get(`/v1/jobs/${id}`))).toMatchObject({ state: 'queued' });
  });
});

describe('what a job found', () => {
  test.each(['issues', 'error-report', 'changes', 'result'])(
    '%s is not ready before the file is read',
    async (what) => {
      const answer = await client.get(`/v1/jobs/${(await client.submit()).id}/${what}`);
      expect([answer.status, await jsonOf(answer)]).toMatchObject([409, { code: 'not_ready', state: 'queued' }]);
    },
  );

  test('its issues come in pages, in order', async () => {
    const job = await worker.rejected();
    const first = await client.page(`/v1/jobs/${job.id}/issues?limit=2`);
    const last = await client.page(`/v1/jobs/${job.id}/issues?limit=2&cursor=${first.nextCursor}`);
    expect([first, last].map(({ data }) => data.map(({ row }) => row))).toEqual([[2, 3], [4]]);
    expect(last.nextCursor).toBeNull();
  });

  test('its issues come in pages, in order', async () => {
    const job = await worker.rejected();
    const first = await client.page(`/v1/jobs/${job.id}/issues?limit=2`);
    const last = await client.page(`/v1/jobs/${job.id}/issues?limit=2&cursor=${first.nextCursor}`);
    expect([first, last].map(({ data }) => data.map(({ row }) => row))).toEqual([[2, 3], [4]]);
    expect(last.nextCursor).toBeNull();
  });

  test('its issues come in groups when asked', async () => {
    const job = await worker.rejected();
    const { data } = await client.page(`/v1/jobs/${job.id}/issues?group=true`);
    expect(data).toMatchObject([{ code: 'value_invalid', count: 3 }]);
  });

  test('its changes come in pages of users', async () => {
    const job = await worker.succeeded();
    const first = await client.page(`/v1/jobs/${job.id}/changes?limit=1`);
    const last = await client.page(`/v1/jobs/${job.id}/changes?limit=1&cursor=${first.nextCursor}`);
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
  });
});

test('jobs come newest first, filtered, page by page', async () => {
  const [a, b] = [await client.submit(), await client.submit()];
  const child = await jsonOf<JobJson>(await client.upload(`?parentJobId=${a.id}`));
  expect((await client.ids('/v1/jobs?limit=3')).slice(0, 3)).toEqual([child.id, b.id, a.id]);
  expect(await client.ids(`/v1/jobs?parentJobId=${a.id}`)).toEqual([child.id]);
  expect(await client.ids('/v1/jobs?kind=export-users')).toEqual([]);
});
