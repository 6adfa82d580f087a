import { startRedis, type LocalRedis } from '@muster/local/redis';
import { until } from '@muster/testkit/until';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiSettings } from './apiPorts.ts';
import { jsonOf } from './testing/jsonOf.ts';
import { speakHttp } from './testing/speakHttp.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let dir: string;
let redis: LocalRedis;
let api: TestApi;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-shares-'));
  redis = await startRedis({ dir, persistent: false });
});

afterAll(async () => {
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

async function start(perAccount: Partial<ApiSettings['perAccount']>): Promise<void> {
  const none = { requests: 0, uploads: 0, uploadBytes: 0, jobs: 0 };
  api = await startTestApi({ redisUrl: redis.url, perAccount: { ...none, ...perAccount } });
  await until(() => api.ports.rates.count('warm', 1, 1_000), { what: 'Redis to be connected' });
}
afterEach(() => api.close());

test('an account has so many jobs that have not ended; what was done already is answered again', async () => {
  await start({ jobs: 3 });
  const key = { 'Idempotency-Key': 'first' };
  const answers = [await upload(file, key), await upload(), await exportAll()];
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(answers[2]?.headers.get('ratelimit')).toMatch(/^"jobs";r=0;t=\d+$/);
  for (const refused of [await upload(), await exportAll()]) {
    expect(await told(refused)).toEqual([429, 'rate_limited', expect.stringMatching(/3 jobs that have not ended/)]);
    expect(refused.headers.get('ratelimit-policy')).toBe('"jobs";q=3;qu="jobs"');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const again = await upload(file, key);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
  expect((await upload(file, {}, api.other.keys.operator)).status).toBe(202);
  expect(await api.traces()).toMatchObject({ jobs: 4, leases: 4 });
});

test('the database has the last word on how many jobs there are', async () => {
  await start({ jobs: 1 });
  const first = await jsonOf<{ id: string }>(await upload());
  expect((await upload()).status).toBe(429);
  await fetch(`${api.url}/v1/jobs/${first.id}/cancel`, { method: 'POST', headers: auth() });
  await until(async () => (await api.traces()).leases === 0, { what: 'the lease to go' });
  await until(async () => (await upload()).status === 202, { what: 'it to be counted again', timeoutMs: 5_000 });
});

test('an account may upload so many bytes an hour, announced or not', async () => {
  await start({ uploadBytes: 3 * file.length });
  const first = await upload();
  expect(first.headers.get('ratelimit-policy')).toBe(`"upload-bytes";q=${3 * file.length};qu="content-bytes";w=3600`);
  expect(first.headers.get('ratelimit')).toBe(`"upload-bytes";r=${2 * file.length};t=3600`);
  const tooMuch = await upload(file.repeat(3));
  expect(await told(tooMuch)).toEqual([429, 'rate_limited', expect.stringMatching(/bytes an hour/)]);
  expect((await chunked(file.repeat(2))).status).toBe(202);
  expect((await upload()).status).toBe(429);
  expect((await exportAll()).status).toBe(202);
  expect(await api.traces()).toMatchObject({ jobs: 3, files: 2 });
});

test('an account has so many uploads under way; whoever ends makes room', async () => {
  await start({ uploads: 2 });
  const slow = [speakHttp(api.port), speakHttp(api.port)];
  const head = `POST /v1/jobs/import-users HTTP/1.1\r\nHost: muster\r\nAuthorization: ${auth().Authorization}\r\n`;
  for (const client of slow) client.send(`${head}Content-Type: text/csv\r\nContent-Length: ${file.length}\r\n\r\n`);
  await until(async () => (await api.traces()).jobs === 2, { what: 'both to be under way' });
  expect(await told(await upload())).toEqual([429, 'rate_limited', expect.stringMatching(/2 uploads under way/)]);
  slow[0]?.send(file);
  expect((await slow[0]?.answer())?.status).toBe(202);
  expect((await upload()).status).toBe(202);
  slow[1]?.hangUp();
  await until(async () => (await api.traces()).jobs === 2, { what: 'the other to be gone' });
  expect((await Promise.all([upload(), upload()])).map(({ status }) => status)).toEqual([202, 202]);
});

test('all keys of an account have a limit together', async () => {
  await start({ requests: 2 });
  const { viewer, operator, admin } = api.mine.keys;
  const statuses = [];
  for (const key of [viewer, operator, admin]) statuses.push((await account(key)).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await account(api.other.keys.viewer)).headers.get('ratelimit')).toMatch(/^"account";r=1;t=\d+$/);
});

test('nobody is refused while Redis is away', async () => {
  await start({ requests: 1, uploads: 1, uploadBytes: 1, jobs: 1 });
  await redis.stop();
  for (let asked = 0; asked < 3; asked += 1) expect((await upload()).status).toBe(202);
});

const file = 'user_email,role\r\na@example.com,Agent\r\n';

function auth(key = api.mine.keys.operator): { Authorization: string } {
  return { Authorization: `Bearer ${key}` };
}

function upload(body = file, headers = {}, key?: string): Promise<Response> {
  return fetch(`${api.url}/v1/jobs/import-users`, {
    method: 'POST',
    headers: { ...auth(key), 'Content-Type': 'text/csv', ...headers },
    body,
  });
}

function chunked(text: string): Promise<Response> {
  return fetch(`${api.url}/v1/jobs/import-users`, {
    method: 'POST',
    headers: { ...auth(), 'Content-Type': 'text/csv' },
    body: new Blob([text]).stream(),
    duplex: 'half',
  });
}

function exportAll(): Promise<Response> {
  const headers = { ...auth(), 'Content-Type': 'application/json' };
  return fetch(`${api.url}/v1/jobs/export-users`, { method: 'POST', headers, body: '{}' });
}

function account(key: string): Promise<Response> {
  return fetch(`${api.url}/v1/account`, { headers: auth(key) });
}

async function told(answer: Response): Promise<[number, string, string]> {
  const { code, detail } = await jsonOf<{ code: string; detail: string }>(answer);
  return [answer.status, code, detail];
}
