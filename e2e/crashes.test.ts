import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failpoints, type Failpoint } from '@muster/jobs';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import mongoose, { type Connection } from 'mongoose';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

/** Short, so that a dead worker is noticed within a second. */
const settings = { MUSTER_LEASE: '1s', MUSTER_SWEEP_INTERVAL: '200ms' };
const rows = 30;

let product: Product;
let strangers: string[];
let taken = 0;
let counters: string;

beforeAll(async () => {
  counters = await mkdtemp(join(tmpdir(), 'muster-failpoints-'));
  product = await startProduct(settings);
  strangers = (await directory(clientOf(product))).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(async () => {
  await product.stop();
  await rm(counters, { recursive: true, force: true });
}, 60_000);

/** What must hold when a process dies at a place: how the upload is answered, and how its job ends. */
type Story = { dies: 'api' | 'worker'; csv: () => string; ends: 'succeeded' | 'rejected' | 'never existed' };

const stories = {
  'upload-recorded': { dies: 'api', csv: goodFile, ends: 'never existed' },
  'upload-stored': { dies: 'api', csv: goodFile, ends: 'never existed' },
  'upload-queued': { dies: 'api', csv: goodFile, ends: 'succeeded' },
  'upload-in-line': { dies: 'api', csv: goodFile, ends: 'succeeded' },
  'job-claimed': { dies: 'worker', csv: goodFile, ends: 'succeeded' },
  'rows-planned': { dies: 'worker', csv: goodFile, ends: 'succeeded' },
  'report-written': { dies: 'worker', csv: badFile, ends: 'rejected' },
  'transaction-next': { dies: 'worker', csv: goodFile, ends: 'succeeded' },
  'batch-applied': { dies: 'worker', csv: goodFile, ends: 'succeeded' },
  'commit-next': { dies: 'worker', csv: goodFile, ends: 'succeeded' },
  committed: { dies: 'worker', csv: goodFile, ends: 'succeeded' },
  'job-closed': { dies: 'worker', csv: goodFile, ends: 'succeeded' },
  'creation-next': { dies: 'api', csv: goodFile, ends: 'never existed' },
  'creation-done': { dies: 'api', csv: goodFile, ends: 'succeeded' },
  'answer-kept': { dies: 'api', csv: goodFile, ends: 'succeeded' },
} as const satisfies Record<Failpoint, Story>;

describe.each(failpoints)('a process killed at %s', (point) => {
  const story: Story = stories[point];

  it(`leaves a job that ${story.ends}, once and whole`, async () => {
    await product.restart({ ...settings, MUSTER_FAILPOINTS: `${point}=kill`, MUSTER_FAILPOINTS_DIR: counters });
    const client = clientOf(product);
    const before = await client.countUsers();
    const jobsBefore = await jobIds(client);

    const answer = await client.submit(story.csv()).catch(() => 'the connection was cut' as const);
    await until(async () => (await readdir(counters)).includes(point), { what: `the process to die at ${point}` });
    await until(() => jobIds(client), { what: 'the API to answer again' });

    if (story.ends === 'never existed') {
      expect(answer).toBe('the connection was cut');
      await until(async () => (await filesKept(product)).length === jobsBefore.length, {
        what: 'the upload to be swept',
      });
      expect(await jobIds(client)).toEqual(jobsBefore);
      expect(await client.countUsers()).toBe(before);
      return;
    }
    const id =
      typeof answer === 'string' ? await until(() => newJob(client, jobsBefore), { what: 'the job' }) : answer.id;
    const job = await client.ended(id);
    expect(job).toMatchObject({ state: story.ends, problem: null });
    expect(await client.countUsers()).toBe(before + (story.ends === 'succeeded' ? rows : 0));
    await appliedOnce(product, job);
    await nothingLeft(product, id);
  }, 60_000);
});

describe('a worker', () => {
  it('killed three times without getting anywhere leaves the job failed, and nothing applied', async () => {
    await product.restart({
      ...settings,
      MUSTER_FAILPOINTS: 'job-claimed=kill*4',
      MUSTER_FAILPOINTS_DIR: await fresh(),
    });
    const client = clientOf(product);
    const before = await client.countUsers();
    const job = await client.import(goodFile());
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'poison', retryable: true } });
    expect(await client.countUsers()).toBe(before);
  }, 60_000);

  it('frozen past its lease applies nothing when it wakes up: another one has done it', async () => {
    const frozen = { MUSTER_FAILPOINTS: 'transaction-next=stop', MUSTER_FAILPOINTS_DIR: await fresh() };
    await product.restart({ ...settings, ...frozen, MUSTER_WORKERS: '2' });
    const client = clientOf(product);
    const before = await client.countUsers();
    const job = await client.import(goodFile());
    expect(job.state).toBe('succeeded');
    expect(job.attempt).toBeGreaterThan(1);
    for (const pid of (await product.run()).pids.workers) process.kill(pid, 'SIGCONT');
    await until(async () => ((await product.log('worker-1')) + (await product.log('worker-2'))).includes('fenced'), {
      what: 'the sleeper to find out',
    });
    expect(await client.countUsers()).toBe(before + rows);
    await appliedOnce(product, job);
  }, 60_000);

  it('told to stop gives its job back at once, and the next one ends it', async () => {
    await product.restart({ ...settings, MUSTER_LEASE: '60s' });
    const client = clientOf(product);
    const [worker] = (await product.run()).pids.workers;
    const id = (await client.submit(goodFile())).id;
    process.kill(worker!, 'SIGTERM');
    expect(await client.ended(id)).toMatchObject({ state: 'succeeded' });
  }, 60_000);
});

function goodFile(): string {
  const people = strangers.slice(taken, (taken += rows));
  return `user_email,role\r\n${people.map((email) => `${email},Agent`).join('\r\n')}\r\n`;
}

function badFile(): string {
  return goodFile().replace(/Agent/g, 'Agnt');
}

function fresh(): Promise<string> {
  return mkdtemp(join(counters, 'more-'));
}

async function jobIds(client: Client): Promise<string[]> {
  return (await client.get<{ data: JobJson[] }>('/v1/jobs?limit=100')).data.map(({ id }) => id);
}

async function newJob(client: Client, before: string[]): Promise<string | undefined> {
  return (await jobIds(client)).find((id) => !before.includes(id));
}

/** One folder per job that has files. */
async function filesKept({ dataDir, accounts }: Product): Promise<string[]> {
  return readdir(join(dataDir, 'files', 'accounts', accounts[0]!.id, 'jobs')).catch(() => []);
}

/** Every user of the job was written once, and people were told once. */
async function appliedOnce(at: Product, job: JobJson): Promise<void> {
  await withDatabase(at, async ({ db }) => {
    const users = await db!.collection('users').find({ 'lastChange.jobId': job.id }).toArray();
    expect(users.map(({ version }) => version as number)).toEqual(users.map(() => 1));
    expect(users).toHaveLength(job.state === 'succeeded' ? rows : 0);
    const events = await db!.collection('events').find({ jobId: job.id }).toArray();
    expect(events.map(({ type }) => type as string)).toEqual([`job.${job.state}`]);
  });
}

/** No lease, and no plan, issue or file of an attempt that lost. */
async function nothingLeft(at: Product, jobId: string): Promise<void> {
  await withDatabase(at, async ({ db }) => {
    await until(async () => (await db!.collection('leases').countDocuments({})) === 0, {
      what: 'the leases to be gone',
    });
    const job = await db!.collection('jobs').findOne({ _id: jobId as never });
    for (const name of ['changes', 'issues', 'issue_groups']) {
      const ids = (await db!.collection(name).find({}).toArray()).map(({ _id }) => String(_id));
      const attempts = new Set(ids.filter((id) => id.startsWith(jobId)).map((id) => Number(id.split('/')[1])));
      expect([...attempts].filter((epoch) => epoch !== job?.['epoch'])).toEqual([]);
    }
  });
}

async function withDatabase(at: Product, look: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = await mongoose.createConnection((await at.run()).urls.mongo).asPromise();
  try {
    await look(connection);
  } finally {
    await connection.close();
  }
}
