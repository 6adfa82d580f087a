import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { clientOf, directory, type Client } from './client.ts';

/** The other kinds of job, killed where it hurts: the same promises as for an import. */
const settings = { MUSTER_LEASE: '1s', MUSTER_SWEEP_INTERVAL: '200ms' };

let product: Product;
let counters: string;
let emails: string[];

beforeAll(async () => {
  counters = await mkdtemp(join(tmpdir(), 'muster-failpoints-'));
  product = await startProduct(settings);
  const admin = clientOf(product);
  emails = (await directory(admin)).slice(250, 300).map(({ email }) => email);
  await admin.import(`user_email,role\n${emails.map((email) => `${email},Agent`).join('\n')}\n`);
}, 90_000);

afterAll(async () => {
  await product.stop();
  await rm(counters, { recursive: true, force: true });
}, 60_000);

let round = 0;

async function dieAt(point: string): Promise<Client> {
  round += 1;
  const dir = join(counters, String(round));
  await product.restart({ ...settings, MUSTER_FAILPOINTS: `${point}=kill`, MUSTER_FAILPOINTS_DIR: await folder(dir) });
  return clientOf(product);
}

async function folder(path: string): Promise<string> {
  return mkdtemp(`${path}-`);
}

const renamed = (name: string) => `user_email,display_name\n${emails.map((email) => `${email},${name}`).join('\n')}\n`;
const named = (client: Client, name: string) => client.countUsers(`&search=${encodeURIComponent(name)}`);

describe.each(['rows-planned', 'batch-applied', 'committed'])('a worker killed at %s', (point) => {
  it('during an update leaves all of it done, once', async () => {
    const client = await dieAt(point);
    const name = `Update ${round} End`;
    expect(await client.update(renamed(name))).toMatchObject({
      state: 'succeeded',
      counts: { updated: emails.length },
    });
    expect(await named(client, name)).toBe(emails.length);
  }, 60_000);

  it('during an undo leaves all of it taken back, once', async () => {
    await product.restart(settings);
    const before = `Before ${round} End`;
    await clientOf(product).update(renamed(before));
    const after = `After ${round} End`;
    const job = await clientOf(product).update(renamed(after));
    const client = await dieAt(point);
    const undo = await client.run(`/v1/jobs/${job.id}/undo`);
    expect(undo).toMatchObject({ state: 'succeeded', counts: { updated: emails.length } });
    expect([await named(client, before), await named(client, after)]).toEqual([emails.length, 0]);
    expect((await client.job(job.id)).undoneBy).toBe(undo.id);
  }, 60_000);
});

describe.each(['rows-planned', 'report-written'])('a worker killed at %s during an export', (point) => {
  it('leaves one whole file and no part of another', async () => {
    const client = await dieAt(point);
    const { job, csv } = await client.export({});
    expect(job).toMatchObject({ state: 'succeeded' });
    expect(job.attempt).toBeGreaterThan(1);
    expect(csv.trim().split('\r\n')).toHaveLength(job.counts!['rows']! + 1);
    await until(async () => (await filesOf(job.id)).length === 1, { what: 'the files of the lost attempt to go' });
    expect(await filesOf(job.id)).toEqual([String(job.attempt)]);
  }, 60_000);
});

describe('a Redis that forgets everything', () => {
  it('loses no export, update or undo', async () => {
    await product.restart(settings);
    const client = clientOf(product);
    const done = await client.update(renamed('Flushed First End'));
    const { pids, urls } = await product.run();
    process.kill(pids.workers[0]!, 'SIGSTOP');
    const undo = await client.post(`/v1/jobs/${done.id}/undo`);
    const exported = await client.post('/v1/jobs/export-users', {});
    const redis = new Redis(urls.redis);
    await redis.flushall();
    redis.disconnect();
    process.kill(pids.workers[0]!, 'SIGCONT');
    expect(await client.ended(undo.id)).toMatchObject({ state: 'succeeded' });
    expect(await client.ended(exported.id)).toMatchObject({ state: 'succeeded' });
  }, 60_000);
});

describe('what has been kept long enough', () => {
  it('goes: files answer 410 with the date, a forgotten job 404, and no byte is left', async () => {
    await product.restart({ ...settings, MUSTER_FILES_TTL: '500ms' });
    const client = clientOf(product);
    const { job } = await client.export({ search: 'kim' });
    const rejected = await client.import('user_email,role\nnobody@example.com,Agent\n');
    await until(async () => (await filesOf(job.id)).length + (await filesOf(rejected.id)).length === 0, {
      what: 'the files to be removed',
    });
    for (const path of [job.links['result']!, rejected.links['errorReport']!, rejected.links['source']!]) {
      const gone = await client.ask(path);
      expect([path, gone.status, await gone.json()]).toMatchObject([
        path,
        410,
        { code: 'expired', expiredAt: expect.any(String) as string },
      ]);
    }
    await product.restart({ ...settings, MUSTER_JOBS_TTL: '500ms', MUSTER_FILES_TTL: '500ms' });
    await until(async () => (await clientOf(product).ask(`/v1/jobs/${job.id}`)).status === 404, {
      what: 'the job to go',
    });
    const connection = await mongoose.createConnection((await product.run()).urls.mongo).asPromise();
    await until(async () => (await connection.db!.collection('changes').countDocuments({})) === 0, {
      what: 'the plans to go',
    });
    await connection.close();
  }, 60_000);
});

/** The folders and files directly under a job, apart from nothing: `source`, and one folder per attempt. */
async function filesOf(jobId: string): Promise<string[]> {
  const account = product.accounts[0]!.id;
  return readdir(join(product.dataDir, 'files', 'accounts', account, 'jobs', jobId)).catch(() => []);
}
