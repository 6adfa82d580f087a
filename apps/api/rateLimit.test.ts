import { startRedis, type LocalRedis } from '@muster/local/redis';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@muster/testkit/until';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let dir: string;
let redis: LocalRedis;
let api: TestApi;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-rates-'));
  redis = await startRedis({ dir, persistent: false });
  api = await startTestApi({ redisUrl: redis.url, rateLimit: 3 });
  await until(() => api.ports.rates.count('warm', 1, 1_000)); // connected
});

afterAll(async () => {
  await api.close();
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

test('a key may ask so often a minute; others are not in its way, and a forbidden request costs nothing', async () => {
  const answers = [];
  for (let asked = 0; asked < 4; asked += 1) answers.push(await ask(api.mine.keys.viewer));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('ratelimit')?.replace(/t=\d+/, ''))).toEqual(
    ['r=2', 'r=1', 'r=0', 'r=0'].map((left) => `"key";${left};`),
  );
  const refused = answers[3]!;
  expect(refused.headers.get('ratelimit-policy')).toBe('"key";q=3;w=60');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(await jsonOf(refused)).toMatchObject({ code: 'rate_limited' });

  expect((await ask(api.mine.keys.operator)).status).toBe(200);
  expect((await ask(api.mine.keys.viewer, '/v1/api-keys')).status).toBe(403);
});

test('an address may be wrong about keys so often a minute; who is right is not counted', async () => {
  for (let asked = 0; asked < 25; asked += 1) expect((await signIn(api.mine.keys.viewer)).status).toBe(204);
  const wrong = await Promise.all(Array.from({ length: 30 }, () => signIn(`${api.mine.keys.viewer}x`)));
  expect(wrong.filter(({ status }) => status === 401)).toHaveLength(20);
  const late = await signIn(api.mine.keys.viewer);
  expect([late.status, (await jsonOf(late)).code]).toEqual([429, 'rate_limited']);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('nobody is refused while Redis is away, and nobody waits for it', async () => {
  await redis.stop();
  const startedAt = performance.now();
  for (let asked = 0; asked < 10; asked += 1) expect((await ask(api.mine.keys.viewer)).status).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

function signIn(key: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(`${api.url}/v1/session`, { method: 'POST', headers, body: JSON.stringify({ key }) });
}

function ask(key: string, path = '/v1/account'): Promise<Response> {
  return fetch(api.url + path, { headers: { Authorization: `Bearer ${key}` } });
}
