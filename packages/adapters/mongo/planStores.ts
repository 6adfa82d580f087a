import type { Change, JobProgress } from '@muster/domain';
import type { ChangeStore, IssueStore, ProgressStore } from '@muster/jobs';
import type { ChangeDoc, Collections, ProgressDoc } from './collections.ts';

/** A `_id` that sorts like its parts: job, epoch, then the number of the row or issue. */
const entryId = (jobId: string, epoch: number, number: number): string =>
  `${attemptId(jobId, epoch)}${String(number).padStart(9, '0')}`;
const attemptId = (jobId: string, epoch: number): string => `${jobId}/${String(epoch).padStart(6, '0')}/`;
/** Above every entry of the prefix: `0` comes right after `/`. */
const after = (prefix: string): string => `${prefix.slice(0, -1)}0`;

export function mongoChangeStore({ changes }: Collections): ChangeStore {
  const from = (jobId: string, epoch: number, afterRow: number) =>
    changes
      .find({ _id: { $gt: entryId(jobId, epoch, afterRow), $lt: after(attemptId(jobId, epoch)) } })
      .sort({ _id: 1 });
  return {
    add: async (jobId, epoch, batch) => {
      if (batch.length === 0) return;
      await changes.insertMany(
        batch.map((change) => ({ _id: entryId(jobId, epoch, change.row), jobId, epoch, ...change })),
      );
    },
    stream: async function* (jobId, epoch, batchSize) {
      let batch: Change[] = [];
      for await (const doc of from(jobId, epoch, 0).batchSize(batchSize)) {
        batch.push(toChange(doc));
        if (batch.length === batchSize) {
          yield batch;
          batch = [];
        }
      }
      if (batch.length > 0) yield batch;
    },
    page: async (jobId, epoch, { afterRow, limit }) =>
      (await from(jobId, epoch, afterRow).limit(limit).toArray()).map(toChange),
    removeExcept: (jobId, epoch) => removeExcept(changes, jobId, epoch),
  };
}

export function mongoIssueStore({ issues, issue_groups }: Collections): IssueStore {
  const range = (jobId: string, epoch: number, skip: number) => ({
    _id: { $gte: entryId(jobId, epoch, skip), $lt: after(attemptId(jobId, epoch)) },
  });
  return {
    add: async (jobId, epoch, found, groups) => {
      const batchSize = 1_000;
      for (let start = 0; start < found.length; start += batchSize) {
        const batch = found.slice(start, start + batchSize);
        await issues.insertMany(batch.map((issue, i) => ({ _id: entryId(jobId, epoch, start + i), issue })));
      }
      for (let start = 0; start < groups.length; start += batchSize) {
        const batch = groups.slice(start, start + batchSize);
        await issue_groups.insertMany(batch.map((group, i) => ({ _id: entryId(jobId, epoch, start + i), group })));
      }
    },
    page: async (jobId, epoch, query) => {
      const found = issues
        .find(range(jobId, epoch, query.after))
        .sort({ _id: 1 })
        .limit(query.limit);
      return (await found.toArray()).map((doc) => doc.issue);
    },
    groupsPage: async (jobId, epoch, query) => {
      const found = issue_groups
        .find(range(jobId, epoch, query.after))
        .sort({ _id: 1 })
        .limit(query.limit);
      return (await found.toArray()).map((doc) => doc.group);
    },
    removeExcept: async (jobId, epoch) => {
      await removeExcept(issues, jobId, epoch);
      await removeExcept(issue_groups, jobId, epoch);
    },
  };
}

export function mongoProgressStore({ progress }: Collections): ProgressStore {
  return {
    get: async (jobId) => {
      const doc = await progress.findOne({ _id: jobId });
      return doc === null ? null : toProgress(doc);
    },
    findMany: async (jobIds) => (await progress.find({ _id: { $in: [...jobIds] } }).toArray()).map(toProgress),
    put: async ({ jobId, ...rest }) => {
      await progress.updateOne({ _id: jobId }, { $set: rest }, { upsert: true });
    },
  };
}

function toProgress({ _id, ...rest }: ProgressDoc): JobProgress {
  return { jobId: _id, ...rest };
}

type Removable = { deleteMany(filter: { _id: { $gte: string; $lt: string } }): Promise<unknown> };

/** Removes what belongs to a job but not to that attempt: below its range, and above it. */
async function removeExcept(collection: Removable, jobId: string, epoch: number | null): Promise<void> {
  const all = `${jobId}/`;
  if (epoch === null) {
    await collection.deleteMany({ _id: { $gte: all, $lt: after(all) } });
    return;
  }
  const kept = attemptId(jobId, epoch);
  await collection.deleteMany({ _id: { $gte: all, $lt: kept } });
  await collection.deleteMany({ _id: { $gte: after(kept), $lt: after(all) } });
}

export function toChange(doc: ChangeDoc): Change {
  const { _id, jobId, epoch, ...change } = doc;
  return change;
}
