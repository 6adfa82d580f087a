import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startLeashed, type LeashedChild } from '@muster/local/leash';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { clientOf, directory, type Client } from './client.ts';

/** A Redis that a test may kill, empty, freeze and start again on the same port. It forgets everything. */
let redis: LeashedChild;
let port: number;
let dir: string;
let product: Product;
let admin: Client;
let strangers: string[];
let taken = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-redis-'));
  port = await freePort();
  redis = await startRedis();
  product = await startProduct({ REDIS_URL: redisUrl(), MUSTER_LEASE: '2s', MUSTER_SWEEP_INTERVAL: '300ms' });
  admin = clientOf(product);
  strangers = (await directory(admin)).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(async () => {
  await product.stop();
  await redis.stop(5_000);
  await rm(dir, { recursive: true, force: true });
}, 60_000);

describe('without Redis', () => {
  it('an upload is accepted as fast as ever, and runs once Redis is back', async () => {
    await redis.stop(5_000);
    const startedAt = performance.now();
    const job = await admin.submit(file(10));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await admin.get('/readyz')).toMatchObject({ status: 'degraded' });
    expect((await admin.job(job.id)).state).toBe('queued');
    redis = await startRedis();
    expect(await admin.ended(job.id)).toMatchObject({ state: 'succeeded', counts: { created: 10 } });
  }, 60_000);

  it('that hangs instead of refusing, an upload is accepted too', async () => {
    process.kill(redis.pid, 'SIGSTOP');
    const startedAt = performance.now();
    const job = await admin.submit(file(10));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    process.kill(redis.pid, 'SIGCONT');
    expect(await admin.ended(job.id)).toMatchObject({ state: 'succeeded' });
  }, 60_000);
});

describe('a Redis that forgets everything', () => {
  it('while jobs wait delays them, and loses none', async () => {
    const [worker] = (await product.run()).pids.workers;
    process.kill(worker!, 'SIGSTOP');
    const jobs = [await admin.submit(file(5)), await admin.submit(file(5)), await admin.submit(file(5))];
    await flush();
    process.kill(worker!, 'SIGCONT');
    for (const { id } of jobs)
      expect(await admin.ended(id)).toMatchObject({ state: 'succeeded', counts: { created: 5 } });
  }, 60_000);

  it('while a job is worked on changes nothing', async () => {
    const before = await admin.countUsers();
    const job = await admin.submit(file(300));
    await until(async () => (await admin.job(job.id)).state !== 'queued', { everyMs: 5, what: 'the job to start' });
    await flush();
    expect(await admin.ended(job.id)).toMatchObject({ state: 'succeeded' });
    expect(await admin.countUsers()).toBe(before + 300);
  }, 60_000);
});

describe('a task', () => {
  it('delivered five times is done once', async () => {
    const before = await admin.countUsers();
    const [worker] = (await product.run()).pids.workers;
    process.kill(worker!, 'SIGSTOP');
    const job = await admin.submit(file(50));
    const connection = new Redis(redisUrl(), { maxRetriesPerRequest: null });
    const queue = new Queue('jobs', { connection, prefix: '{muster}' });
    for (let copy = 1; copy <= 5; copy += 1) await queue.add('jobs', { jobId: job.id }, { jobId: `copy-${copy}` });
    process.kill(worker!, 'SIGCONT');
    expect(await admin.ended(job.id)).toMatchObject({ state: 'succeeded', counts: { created: 50 } });
    await until(async () => (await queue.count()) + (await queue.getActiveCount()) === 0, {
      what: 'the copies to be taken',
    });
    await queue.close();
    connection.disconnect();
    expect(await admin.countUsers()).toBe(before + 50);
    expect(await admin.job(job.id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  }, 60_000);
});

function file(rows: number): string {
  const people = strangers.slice(taken, (taken += rows));
  return `user_email,role\r\n${people.map((email) => `${email},Agent`).join('\r\n')}\r\n`;
}

async function flush(): Promise<void> {
  const connection = new Redis(redisUrl());
  await connection.flushall();
  connection.disconnect();
}

function redisUrl(): string {
  return `redis://127.0.0.1:${port}`;
}

async function startRedis(): Promise<LeashedChild> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no'];
  const child = await startLeashed('redis-server', [...settings, '--maxmemory-policy', 'noeviction']);
  const connection = new Redis(redisUrl(), { retryStrategy: () => 50 });
  connection.on('error', () => undefined); // until it is up
  await until(() => connection.ping(), { what: 'Redis to answer' });
  connection.disconnect();
  return child;
}
