import { advanceJob, type Job, type JobKind } from '@muster/domain';
import { aChange, aJob } from '@muster/testkit/builders';
import { startDatabase, type TestDatabase } from '@muster/testkit/services';
import { connectMongo, mongoPorts, type Mongo } from './index.ts';

let database: TestDatabase;
let mongo: Mongo;
let ports: ReturnType<typeof mongoPorts>;
let count = 0;
beforeAll(async () => {
  database = await startDatabase();
  mongo = await connectMongo(database.uri);
  const newId = (kind: string) => `${kind}_${++count}`;
  ports = mongoPorts(mongo, { clock: () => new Date(), newId, reach: () => Promise.resolve() });
});
afterAll(async () => {
  await mongo.close();
  await database.stop();
});

const ended = { confirmation: null, problem: null } as const;
const open = { ...ended, finishedAt: null } as const;
const minute = (n: number) => new Date(Date.UTC(2030, 0, 1, 0, n));

/** A job whose second attempt planned a change of the user, and which ended in that minute, as told. */
async function jobAbout(
  userId: string,
  at: number,
  what: { state?: 'succeeded' | 'rejected'; accountId?: string } = {},
) {
  const { state = 'succeeded', accountId = 'acc_mine' } = what;
  const kind: JobKind = 'update-users';
  const queued = aJob({ id: `job_${String(++count).padStart(6, '0')}`, accountId, kind });
  const again = advanceJob(queued, { ...open, state: 'validating', epoch: 2 }, minute(at));
  const applying = advanceJob(again, { ...open, state: 'applying' }, minute(at));
  const from: Job = state === 'succeeded' ? applying : again;
  const job = advanceJob(from, { ...ended, state, finishedAt: minute(at) }, minute(at));
  await ports.jobs.insert(job, `${accountId}/users`);
  const fields = { display_name: { from: 'Anna', to: `Anna ${at}` } };
  await ports.changes.add(job.id, 1, [aChange({ row: 7, userId })]);
  await ports.changes.add(job.id, 2, [aChange({ row: 9, userId, action: 'update', fields })]);
  return job;
}

const history = (userId: string, after: { at: string; jobId: string } | null = null, limit = 10) =>
  ports.history.page('acc_mine', userId, { after, limit });

describe("a user's history", () => {
  it('tells what the attempt that was applied did, and who asked for it', async () => {
    const job = await jobAbout('usr_told', 1);
    const [entry, ...others] = await history('usr_told');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      jobId: job.id,
      kind: 'update-users',
      at: minute(1),
      createdBy: job.createdBy,
      change: { row: 9, action: 'update', fields: { display_name: { from: 'Anna', to: 'Anna 1' } } },
    });
  });

  it('leaves out plans that were never applied, other users and other accounts', async () => {
    await jobAbout('usr_quiet', 1, { state: 'rejected' });
    await jobAbout('usr_quiet', 2, { accountId: 'acc_other' });
    await jobAbout('usr_loud', 3);
    expect(await history('usr_quiet')).toEqual([]);
  });

  it('comes in the order in which jobs ended, not in which they came', async () => {
    const scheduled = await jobAbout('usr_often', 30);
    const second = await jobAbout('usr_often', 20);
    const first = await jobAbout('usr_often', 10);
    const tied = await jobAbout('usr_often', 20);
    const ids = [scheduled, tied, second, first].map(({ id }) => id);
    expect((await history('usr_often')).map(({ jobId }) => jobId)).toEqual(ids);

    const seen: string[] = [];
    let after: { at: string; jobId: string } | null = null;
    for (;;) {
      const [entry] = await history('usr_often', after, 1);
      if (entry === undefined) break;
      seen.push(entry.jobId);
      after = { at: entry.at.toISOString(), jobId: entry.jobId };
    }
    expect(seen).toEqual(ids);
  });
});
