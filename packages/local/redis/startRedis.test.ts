import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { checkRedis } from './checkRedis.ts';
import { ensureRedisServer } from './ensureRedisServer.ts';
import { startRedis, type LocalRedis } from './startRedis.ts';

beforeAll(() => ensureRedisServer(() => undefined), 120_000);

const dir = mkdtempSync(join(tmpdir(), 'muster-redis-'));
const started: LocalRedis[] = [];
afterAll(async () => {
  await Promise.all(started.map((redis) => redis.stop()));
  rmSync(dir, { recursive: true });
});

async function start(name: string, options: { persistent?: boolean; port?: number } = {}): Promise<LocalRedis> {
  const redis = await startRedis({ dir: join(dir, name), persistent: false, ...options });
  started.push(redis);
  return redis;
}

async function asked<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { retryStrategy: null });
  redis.on('error', () => undefined); // the question is rejected, too
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

it('answers only to its password, and never evicts', async () => {
  const { url, port } = await start('private');
  await expect(asked(`redis://127.0.0.1:${port}`, (redis) => redis.ping())).rejects.toThrow('NOAUTH');
  expect(await asked(url, (redis) => redis.config('GET', 'maxmemory-policy'))).toEqual([
    'maxmemory-policy',
    'noeviction',
  ]);
  expect(statSync(join(dir, 'private/redis.conf')).mode & 0o777).toBe(0o600);
});

it('keeps its keys over a kill when it is persistent', async () => {
  const before = await start('persistent', { persistent: true });
  await asked(before.url, (redis) => redis.set('canary', 'sings'));
  await asked(before.url, (redis) => redis.config('SET', 'appendfsync', 'always'));
  await asked(before.url, (redis) => redis.set('canary', 'sings on'));
  process.kill(before.pid, 'SIGKILL');
  await before.ended;
  const after = await start('persistent', { persistent: true });
  expect(await asked(after.url, (redis) => redis.get('canary'))).toBe('sings on');
});

it('says in one sentence that its port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  await expect(start('taken', { port })).rejects.toThrow(`redis-server did not start on port ${port}`);
  server.close();
});

it('finds nothing to say about a Redis that will do', async () => {
  const { url } = await start('fine');
  const { version, warning } = await checkRedis(url);
  expect(version).toMatch(/^\d+\.\d+/);
  expect(warning).toBeNull();
});

it('warns of a Redis that evicts', async () => {
  const { url } = await start('evicting');
  await asked(url, (redis) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru'));
  expect((await checkRedis(url)).warning).toContain('allkeys-lru');
});

it('refuses a Redis that does not answer, without naming its password', async () => {
  const { port, stop } = await start('gone');
  await stop();
  const refused = checkRedis(`redis://:secret@127.0.0.1:${port}`);
  await expect(refused).rejects.toThrow(`REDIS_URL (127.0.0.1:${port}) cannot be used`);
  await expect(refused).rejects.not.toThrow('secret');
});
