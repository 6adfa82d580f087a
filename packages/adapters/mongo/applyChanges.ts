import { assertNever, Fault, key, type Change, type Job, type NewId, type UserFields } from '@muster/domain';
import type { ApplyChanges, Reach } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, UserDoc } from './collections.ts';
import { inTransaction, isConflict, isTransient } from './inTransaction.ts';
import { sameWrite, written } from './jobStore.ts';
import { settlement } from './settlement.ts';
import { userKeys } from './userStore.ts';

type Outcome = Awaited<ReturnType<ApplyChanges>>;
type Needs = { collections: Collections; client: mongo.MongoClient; newId: NewId; reach: Reach };

/**
 * THE transaction. Every change of the plan, each update guarded by the user's version; then the event and the audit
 * entry; last the account's revision and the job itself. The job document is the marker of what was done: when a
 * commit's result stays unknown, reading it tells.
 */
export function mongoApplyChanges({ collections, client, newId, reach }: Needs): ApplyChanges {
  const { users, events, audit, accounts, jobs } = collections;
  return async ({ from, to, revision, changes, onApplied, signal }) => {
    const write = async (session: mongo.ClientSession): Promise<{ commit: boolean; value: Outcome }> => {
      let applied = 0;
      for await (const batch of changes()) {
        signal.throwIfAborted();
        if (!(await applyBatch(users, to, batch, session))) return { commit: false, value: 'moved' };
        applied += batch.length;
        onApplied(applied);
        await reach('batch-applied');
      }
      const told = settlement(to, newId);
      await events.insertOne(told.event, { session });
      await audit.insertOne(told.audit, { session });
      const account = await accounts.updateOne({ _id: to.accountId, revision }, { $inc: { revision: 1 } }, { session });
      if (account.matchedCount !== 1) return { commit: false, value: 'moved' };
      if (to.kind === 'undo-job' && to.parentJobId !== null) {
        const undone = { _id: to.parentJobId, accountId: to.accountId, undoneBy: null };
        const parent = await jobs.updateOne(undone, { $set: { undoneBy: to.id }, $inc: { version: 1 } }, { session });
        if (parent.matchedCount !== 1) return { commit: false, value: 'moved' };
      }
      const job = await jobs.updateOne(sameWrite(from), { $set: written(to) }, { session });
      if (job.matchedCount !== 1) return { commit: false, value: 'lost' };
      signal.throwIfAborted();
      await reach('commit-next');
      return { commit: true, value: 'applied' };
    };
    const wasDone = async (): Promise<boolean> => {
      const job = await jobs.findOne({ _id: to.id, accountId: to.accountId });
      return job?.state === to.state && job.version === to.version && job.epoch === to.epoch;
    };
    try {
      const outcome = await inTransaction(client, write, {
        retryable: (thrown) => isTransient(thrown) && !isConflict(thrown),
      });
      if (outcome !== 'applied') return (await wasDone()) ? 'applied' : outcome;
      await reach('committed');
      return outcome;
    } catch (thrown) {
      if (await wasDone()) return 'applied';
      if (isConflict(thrown)) return 'moved';
      throw thrown;
    }
  };
}

/** One ordered bulk write; false when a user is not there any more in the version the plan was made from. */
async function applyBatch(
  users: Collections['users'],
  job: Job,
  batch: readonly Change[],
  session: mongo.ClientSession,
): Promise<boolean> {
  const result = await users.bulkWrite(
    batch.map((change) => write(job, change)),
    { session, ordered: true },
  );
  const done = result.insertedCount + result.matchedCount + result.deletedCount;
  return done === batch.length;
}

function write(job: Job, change: Change): mongo.AnyBulkWriteOperation<UserDoc> {
  const at = job.stateSince;
  const lastChange = { jobId: job.id, row: change.row };
  const same = { _id: change.userId, accountId: job.accountId, version: change.userVersion };
  switch (change.action) {
    case 'create': {
      const fields = whole(change);
      const keys = { emailKey: key(fields.email), displayNameKey: key(fields.displayName) };
      const user = { _id: change.userId, accountId: job.accountId, ...fields, ...keys };
      return { insertOne: { document: { ...user, version: 1, createdAt: at, updatedAt: at, lastChange } } };
    }
    case 'update': {
      const update = {
        $set: { ...change.after, ...userKeys(change.after ?? {}), updatedAt: at, lastChange },
        $inc: { version: 1 },
      };
      return { updateOne: { filter: same, update } };
    }
    case 'remove':
      return { deleteOne: { filter: same } };
    default:
      return assertNever(change.action);
  }
}

/** A created user's fields are all there: the planner filled every one. */
function whole(change: Change): UserFields {
  if (change.after === null) throw new Fault('internal', { retry: false, message: `row ${change.row} creates nobody` });
  return change.after as UserFields; // planImport makes no other
}
