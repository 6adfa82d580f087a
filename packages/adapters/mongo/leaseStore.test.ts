import type { LeaseStore } from '@muster/jobs';
import { aJob } from '@muster/testkit/builders';
import { startDatabase, type TestDatabase } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { connectMongo, mongoPorts, type Mongo } from './index.ts';

const leaseMs = 60_000;
const lane = 'acc_test/users';

let database: TestDatabase;
let mongo: Mongo;
let ports: ReturnType<typeof mongoPorts>;
let leases: LeaseStore;
let count = 0;

beforeAll(async () => {
  database = await startDatabase();
  mongo = await connectMongo(database.uri);
  ports = mongoPorts(mongo, {
    clock: () => new Date(),
    newId: (kind) => `${kind}_${++count}`,
    reach: () => Promise.resolve(),
  });
  leases = ports.leases;
});

afterAll(async () => {
  await mongo.close();
  await database.stop();
});

beforeEach(async () => {
  await mongo.collections.leases.deleteMany({});
  await mongo.collections.jobs.deleteMany({});
});

async function waiting(id: string, inLane = lane): Promise<string> {
  await ports.jobs.insert(aJob({ id }), inLane);
  await leases.enter(id, inLane);
  return id;
}

describe('a lease', () => {
  it('goes to one of many who ask at once', async () => {
    const id = await waiting('job_race');
    const claims = await Promise.all(Array.from({ length: 8 }, () => leases.claim(id, leaseMs)));
    expect(claims.filter((claim) => claim !== null)).toEqual([
      { epoch: 1, orphaned: false, reached: 0, fruitless: 0, failures: 0 },
    ]);
  });

  it('is renewed by its holder only', async () => {
    const id = await waiting('job_beat');
    await leases.claim(id, leaseMs);
    expect([await leases.beat(id, 1), await leases.beat(id, 2)]).toEqual([true, false]);
  });

  it('goes to the next one once its holder is silent, who learns that it was orphaned', async () => {
    const id = await waiting('job_silent');
    await leases.claim(id, leaseMs);
    await until(async () => (await leases.claim(id, 1)) !== null, { what: 'the takeover' });
    expect(await leases.beat(id, 1)).toBe(false);
    expect(await leases.beat(id, 2)).toBe(true);
  });

  it('says that nobody died when it was given back, and remembers how attempts went', async () => {
    const id = await waiting('job_back');
    await leases.claim(id, leaseMs);
    await leases.release(id, 1, { dueInMs: 0, failures: 3 });
    expect(await leases.claim(id, leaseMs)).toMatchObject({ epoch: 2, orphaned: false, failures: 3 });
  });

  it('cannot be given back or annotated by who lost it', async () => {
    const id = await waiting('job_late');
    await leases.claim(id, leaseMs);
    await until(async () => (await leases.claim(id, 1)) !== null, { what: 'the takeover' });
    await leases.release(id, 1, { dueInMs: 0 });
    await leases.note(id, 1, { reached: 99 });
    expect(await leases.claim(id, leaseMs)).toBeNull();
    expect(await mongo.collections.leases.findOne({ _id: id })).toMatchObject({ epoch: 2, reached: 0 });
  });

  it('cannot be claimed once it is removed', async () => {
    const id = await waiting('job_gone');
    await leases.remove(id);
    await leases.remove(id);
    expect(await leases.claim(id, leaseMs)).toBeNull();
  });
});

describe('a lane', () => {
  it('offers its oldest job, under the number of its next claim', async () => {
    await waiting('job_b');
    await waiting('job_a');
    expect(await leases.due(leaseMs)).toEqual([{ jobId: 'job_a', lane, dispatch: 1 }]);
  });

  it('offers nothing while somebody works in it', async () => {
    await waiting('job_a');
    await waiting('job_b');
    await leases.claim('job_a', leaseMs);
    expect(await leases.dueIn(lane, leaseMs)).toBeNull();
  });

  it('does not make other lanes wait', async () => {
    await waiting('job_a');
    await waiting('job_x', 'acc_other/users');
    await leases.claim('job_a', leaseMs);
    expect(await leases.due(leaseMs)).toEqual([{ jobId: 'job_x', lane: 'acc_other/users', dispatch: 1 }]);
  });

  it('offers a job given back for later only when it is due, and the one behind it until then', async () => {
    await waiting('job_a');
    await waiting('job_b');
    await leases.claim('job_a', leaseMs);
    await leases.release('job_a', 1, { dueInMs: 60_000 });
    expect(await leases.dueIn(lane, leaseMs)).toMatchObject({ jobId: 'job_b' });
    await leases.remove('job_b');
    expect(await leases.dueIn(lane, leaseMs)).toBeNull();
  });

  it('offers the job of a silent worker again, under a new number', async () => {
    await waiting('job_a');
    await leases.claim('job_a', leaseMs);
    await until(async () => (await leases.dueIn(lane, 1)) !== null, { what: 'the silence to be noticed' });
    expect(await leases.dueIn(lane, 1)).toEqual({ jobId: 'job_a', lane, dispatch: 2 });
  });
});
