import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { advanceJob, defaultLimits, type Change, type Job } from '@muster/domain';
import { aChange, aJob } from '@muster/testkit/builders';
import { startDatabase, type TestDatabase } from '@muster/testkit/services';
import { connectMongo, insertAccount, mongoPorts, type Mongo } from './index.ts';

let database: TestDatabase;
let mongo: Mongo;
let ports: ReturnType<typeof mongoPorts>;
let count = 0;
let beforeCommit: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  database = await startDatabase();
  mongo = await connectMongo(database.uri);
  ports = mongoPorts(mongo, {
    clock: () => new Date(),
    newId: (kind) => `${kind}_${++count}`,
    reach: (point) => (point === 'commit-next' ? beforeCommit() : Promise.resolve()),
  });
});

afterAll(async () => {
  await mongo.close();
  await database.stop();
});

/** An account of its own for every test, and a job in it that is about to apply. */
async function situation(): Promise<{ accountId: string; from: Job; to: Job }> {
  beforeCommit = () => Promise.resolve();
  const accountId = `acc_${++count}`;
  const account = {
    id: accountId,
    name: 'Test',
    country: 'DE',
    revision: 7,
    limits: defaultLimits,
    licenses: { essentials: null, premium: null, elite: null },
    requireDirectory: false,
  };
  const none = { roles: [], queues: [], skills: [], teams: [], regions: [], templates: [] };
  await insertAccount(mongo, { account, references: none, people: [], users: [], keys: [] }, new Date());
  const open = { confirmation: null, problem: null, finishedAt: null } as const;
  const queued = aJob({ id: `job_${++count}`, accountId });
  const validating = advanceJob(queued, { ...open, state: 'validating', epoch: 1 }, new Date());
  const from = advanceJob(validating, { ...open, state: 'applying' }, new Date());
  await ports.jobs.insert(from, `${accountId}/users`);
  const to = advanceJob(from, { ...open, state: 'succeeded', finishedAt: new Date() }, new Date());
  return { accountId, from, to };
}

function people(number: number): Change[] {
  return Array.from({ length: number }, (_, i) => {
    const userEmail = `p${i}.${count}@example.com`;
    return aChange({ row: i + 2, userEmail, userId: `usr_${count}_${i}` });
  });
}

async function apply(at: { from: Job; to: Job }, changes: Change[], revision = 7) {
  const batches = Array.from({ length: Math.ceil(changes.length / 1_000) }, (_, i) =>
    changes.slice(i * 1_000, i * 1_000 + 1_000),
  );
  const signal = new AbortController().signal;
  return ports.applyChanges({
    ...at,
    revision,
    changes: () => Readable.from(batches),
    onApplied: () => undefined,
    signal,
  });
}

async function seen(accountId: string) {
  return {
    users: await ports.users.count(accountId, {}),
    events: (await mongo.collections.events.find({ accountId }).toArray()).map(({ type }) => type),
    audited: (await mongo.collections.audit.find({ accountId }).toArray()).length,
    revision: (await ports.accounts.get(accountId))?.revision,
  };
}

describe('applying a plan', () => {
  it('writes every user, the event, the audit entry, the revision and the end of the job together', async () => {
    const at = await situation();
    expect(await apply(at, people(2_500))).toBe('applied');
    expect(await seen(at.accountId)).toEqual({ users: 2_500, events: ['job.succeeded'], audited: 1, revision: 8 });
    expect(await ports.jobs.find(at.to.id)).toEqual(at.to);
  });

  it('shows a reader outside nothing of it before the commit', async () => {
    const at = await situation();
    let outside: unknown;
    beforeCommit = async () => void (outside = await seen(at.accountId));
    await apply(at, people(3));
    expect(outside).toEqual({ users: 0, events: [], audited: 0, revision: 7 });
  });

  it('writes nothing when the account moved since the plan was made', async () => {
    const at = await situation();
    expect(await apply(at, people(3), 6)).toBe('moved');
    expect(await seen(at.accountId)).toEqual({ users: 0, events: [], audited: 0, revision: 7 });
    expect(await ports.jobs.find(at.from.id)).toEqual(at.from);
  });

  it('writes nothing when the address of one row is taken by then', async () => {
    const at = await situation();
    const [first, second] = people(2);
    const taken = aChange({
      ...second!,
      userEmail: first!.userEmail,
      after: { ...second!.after, email: first!.userEmail },
    });
    expect(await apply(at, [first!, taken])).toBe('moved');
    expect(await seen(at.accountId)).toMatchObject({ users: 0, events: [] });
  });

  it('writes nothing when the job was cancelled in between', async () => {
    const at = await situation();
    const ended = { confirmation: null, problem: null, finishedAt: new Date() } as const;
    const cancelled = advanceJob(at.from, { ...ended, state: 'cancelled' }, new Date());
    await ports.jobs.settle(at.from, cancelled);
    expect(await apply(at, people(3))).toBe('lost');
    expect(await seen(at.accountId)).toMatchObject({ users: 0, events: ['job.cancelled'], revision: 7 });
  });

  it('ends either applied or cancelled when a cancel meets the commit, never both', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 200; round += 1) {
      const at = await situation();
      const ended = { confirmation: null, problem: null, finishedAt: new Date() } as const;
      const cancelled = advanceJob(at.from, { ...ended, state: 'cancelled' }, new Date());
      const applying = apply(at, people(20));
      for (let turns = 0; turns < (round % 40) * 4; turns += 1) await nextTurn(); // a little later every round
      const cancel = ports.jobs.settle(at.from, cancelled);
      const [outcome, wasCancelled] = await Promise.all([applying, cancel]);
      const job = await ports.jobs.find(at.from.id);
      const { users } = await seen(at.accountId);
      expect([wasCancelled, job?.state, users]).toEqual(
        outcome === 'applied' ? [false, 'succeeded', 20] : [true, 'cancelled', 0],
      );
      outcomes.add(outcome);
    }
    expect(outcomes).toContain('applied'); // both ends were met, or the race was none
    expect(outcomes.size).toBeGreaterThan(1);
  });

  it('makes a cancel that comes during the commit wait, and learn that it came too late', async () => {
    const at = await situation();
    const ended = { confirmation: null, problem: null, finishedAt: new Date() } as const;
    const cancelled = advanceJob(at.from, { ...ended, state: 'cancelled' }, new Date());
    let cancel: Promise<boolean> | undefined;
    beforeCommit = async () => {
      cancel = ports.jobs.settle(at.from, cancelled);
      await new Promise((resolve) => setTimeout(resolve, 300)); // long enough for the cancel to try again and again
    };
    expect(await apply(at, people(3))).toBe('applied');
    expect(await cancel).toBe(false);
    expect(await ports.jobs.find(at.from.id)).toMatchObject({ state: 'succeeded' });
  });

  it('finds out that it was done when the answer to the commit got lost', async () => {
    const at = await situation();
    const plan = people(2);
    expect(await apply(at, plan)).toBe('applied');
    // the same attempt once more, as after an unknown commit result: the job document says it all
    expect(await apply(at, plan)).toBe('applied');
    expect(await apply(at, [])).toBe('applied');
    expect(await seen(at.accountId)).toMatchObject({ users: 2, revision: 8 });
  });

  it('changes a user only in the version the plan was made from', async () => {
    const at = await situation();
    const [anna] = people(1);
    await apply(at, [anna!]);
    const next = await situation();
    const update = aChange({ ...anna!, action: 'update', userVersion: 5, after: { displayName: 'Ann' } });
    const inSameAccount = {
      from: { ...next.from, accountId: at.accountId },
      to: { ...next.to, accountId: at.accountId },
    };
    expect(await apply(inSameAccount, [update], 8)).toBe('moved');
    expect((await ports.users.get(at.accountId, anna!.userId))?.displayName).toBe('Anna Berg');
  });
});
