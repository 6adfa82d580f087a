import { until } from '@muster/testkit/until';
import { aForm, formType } from './testing/aForm.ts';
import { jsonOf } from './testing/jsonOf.ts';
import { speakHttp } from './testing/speakHttp.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { csv, testClient, type JobJson, type TestClient } from './testing/testClient.ts';
import { testWorker, type TestWorker } from './testing/testWorker.ts';

let api: TestApi;
let client: TestClient;
let worker: TestWorker;
let keys = 0;

beforeAll(async () => {
  api = await startTestApi();
  client = testClient(api);
  worker = testWorker(api, client);
});
afterAll(() => api.close());

type Call = { path?: string; body?: string | Buffer; type?: string; account?: 'mine' | 'other' };

const imports = '/v1/jobs/import-users';
const exports = { path: '/v1/jobs/export-users', body: '{}', type: 'application/json' };

function call(key: string, { path = imports, body = csv, type = 'text/csv', account = 'mine' }: Call = {}) {
  const headers = {
    Authorization: `Bearer ${api[account].keys.admin}`,
    'Content-Type': type,
    'Idempotency-Key': key,
  };
  return fetch(api.url + path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
}

const newKey = (): string => `key-${++keys}`;
const jobs = async (): Promise<number> => (await api.traces()).jobs;

/** What of an answer a repetition must have too. */
async function told(answer: Response): Promise<object> {
  const { status, headers } = answer;
  return { status, location: headers.get('location'), after: headers.get('retry-after'), body: await answer.text() };
}

describe('a request repeated under its key', () => {
  const twice: [string, () => Call][] = [
    ['a raw upload', () => ({})],
    ['a form', () => ({ type: formType, body: aForm([{ name: 'file', fileName: 'users.csv', content: csv }]) })],
    ['an update', () => ({ path: '/v1/jobs/update-users' })],
    ['an export', () => exports],
    ['a team', () => ({ path: '/v1/teams', body: '{"name":"North"}', type: 'application/json' })],
    ['a person', () => ({ path: '/v1/people', body: aPerson('n1'), type: 'application/json' })],
    ['a list of people', () => ({ path: '/v1/people/bulk', body: aPerson('n2'), type: 'application/x-ndjson' })],
  ];

  test.each(twice)('is answered byte for byte as the first time: %s', async (_, what) => {
    const key = newKey();
    const before = await jobs();
    const first = await call(key, what());
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const answer = await told(first);
    const again = await call(key, what());
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await told(again)).toEqual(answer);
    expect(await jobs()).toBeLessThanOrEqual(before + 1);
  });

  it('takes back a job once, and corrects a file once', async () => {
    const none = { body: '{}', type: 'application/json' };
    const fixing = { type: none.type, body: '{"replacements":[{"column":"role","from":"Agent","to":"Boss"}]}' };
    for (const [job, verb, what] of [
      [await worker.succeeded(), 'undo', none],
      [await worker.rejected(), 'fix', fixing],
    ] as const) {
      const key = newKey();
      const path = `/v1/jobs/${job.id}/${verb}`;
      const first = await call(key, { ...what, path });
      expect(first.status).toBe(202);
      expect(await told(await call(key, { ...what, path }))).toEqual(await told(first));
    }
  });

  it('makes one job when fifty arrive at once', async () => {
    const key = newKey();
    const before = await jobs();
    const answers = await Promise.all(Array.from({ length: 50 }, async () => told(await call(key))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 202 });
    expect(await jobs()).toBe(before + 1);
  });

  it('is not shown a secret again, which is stored nowhere', async () => {
    const key = newKey();
    const what = { path: '/v1/api-keys', body: '{"name":"robot","role":"viewer"}', type: 'application/json' };
    const { key: secret, ...rest } = await jsonOf<{ key: string }>(await call(key, what));
    expect(secret).toMatch(/^mst_/);
    expect(await jsonOf<object>(await call(key, what))).toEqual({ ...rest, key: null });
    const kept = await api.ports.requests.find(api.mine.id, key);
    expect(kept?.answer?.body).toContain('"key":null');
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  it('may order its options otherwise', async () => {
    const key = newKey();
    const first = await call(key, { path: `${imports}?mode=validate&filename=a.csv` });
    expect(await told(await call(key, { path: `${imports}?filename=a.csv&mode=validate` }))).toEqual(await told(first));
  });
});

describe('another request under the same key', () => {
  const others: [string, Call][] = [
    ['other bytes', { body: `${csv}b@example.com,Agent\r\n` }],
    ['another option', { path: `${imports}?mode=validate` }],
    ['another address', { path: '/v1/jobs/update-users' }],
    ['something else altogether', exports],
  ];

  test.each(others)('is refused, and leaves nothing: %s', async (_, what) => {
    const key = newKey();
    await call(key);
    const before = await api.traces();
    const answer = await call(key, what);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([422, 'idempotency_key_reused']);
    expect(await api.traces()).toEqual(before);
  });

  it('is no other request when it is another account that chose the key', async () => {
    const key = newKey();
    const [mine, other] = [await call(key), await call(key, { ...exports, account: 'other' })];
    expect([mine.status, other.status]).toEqual([202, 202]);
    expect(other.headers.get('idempotency-replayed')).toBeNull();
  });
});

describe('a request that failed', () => {
  it('frees its key', async () => {
    const key = newKey();
    expect((await call(key, { body: aForm([]), type: formType })).status).toBe(400);
    const again = await call(key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([202, null]);
  });

  it('frees its key when the name is taken', async () => {
    const key = newKey();
    const taken = { path: '/v1/teams', body: '{"name":"East"}', type: 'application/json' };
    expect([(await call(key, taken)).status, (await call(key, taken)).status]).toEqual([409, 409]);
    expect((await call(key, { ...taken, body: '{"name":"West"}' })).status).toBe(201);
  });
});

it.each([
  ['empty', ''],
  ['too long', 'x'.repeat(256)],
])('a key that is %s is refused', async (_, key) => {
  expect((await call(key)).status).toBe(400);
});

describe('while the first upload is still on its way', () => {
  const slow = (key: string) => {
    const talk = speakHttp(api.port);
    talk.send(
      `POST ${imports} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.mine.keys.admin}\r\n`,
      `Content-Type: text/csv\r\nContent-Length: ${csv.length}\r\nIdempotency-Key: ${key}\r\n\r\n`,
      csv.slice(0, 10),
    );
    return talk;
  };
  const isHeld = (key: string) => async () => (await api.ports.requests.find(api.mine.id, key)) !== null;

  it('the second waits for its answer', async () => {
    const key = newKey();
    const first = slow(key);
    await until(isHeld(key), { what: 'the first to have the key' });
    const second = call(key);
    first.send(csv.slice(10));
    const answer = await first.answer();
    const repeated = await second;
    expect(repeated.headers.get('idempotency-replayed')).toBe('true');
    expect(await repeated.text()).toBe(answer.body);
  });

  it('the second is refused as soon as the first turns out to be another one', async () => {
    const key = newKey();
    const first = slow(key);
    await until(isHeld(key), { what: 'the first to have the key' });
    const second = call(key, { body: 'user_email,role\r\n' });
    first.send(csv.slice(10));
    expect([(await first.answer()).status, (await second).status]).toEqual([202, 422]);
  });

  it('the second is told to ask again after ten seconds, and the key is free once the first hung up', async () => {
    const key = newKey();
    const first = slow(key);
    await until(isHeld(key), { what: 'the first to have the key' });
    const second = await call(key);
    expect([second.status, second.headers.get('retry-after')]).toEqual([409, '1']);
    expect((await jsonOf(second)).code).toBe('idempotency_in_progress');
    first.hangUp();
    await until(async () => !(await isHeld(key)()), { what: 'the key to be free' });
    expect((await call(key)).status).toBe(202);
  }, 20_000);
});

describe('a key whose holder died', () => {
  const dead = { holder: 'req_dead', line: '', bodySha256: null, answer: null };

  it('is taken over once it has been silent for long enough', async () => {
    const key = newKey();
    await api.ports.requests.claim({ ...dead, accountId: api.mine.id, key, jobId: api.ports.newId('job') });
    expect((await call(key)).status).toBe(422);
    await api.silence(key);
    expect((await call(key)).status).toBe(202);
  });

  it('is answered from its job, if that was queued', async () => {
    const key = newKey();
    const first = await call(key);
    const { id } = await jsonOf<JobJson>(first);
    await api.forgetAnswer(key);
    const before = await jobs();
    const again = await call(key);
    expect(await jsonOf<JobJson>(again)).toMatchObject({ id });
    expect(again.headers.get('location')).toBe(`/v1/jobs/${id}`);
    expect((await call(key, { body: 'user_email\r\n' })).status).toBe(422);
    expect(await jobs()).toBe(before);
  });
});

function aPerson(name: string): string {
  return JSON.stringify({ email: `${name}@example.com`, displayName: name });
}
