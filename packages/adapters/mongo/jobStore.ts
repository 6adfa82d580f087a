import type { AuditEntry, Job, JobKind, JobState } from '@muster/domain';
import type { JobQuery, JobStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, JobDoc } from './collections.ts';
import { settlement } from './settlement.ts';
import { fromDoc, toDoc } from './stored.ts';
import { inTransaction } from './inTransaction.ts';
import type { NewId } from '@muster/domain';

type Needs = { collections: Collections; client: mongo.MongoClient; newId: NewId };

export function mongoJobStore({ collections, client, newId }: Needs): JobStore {
  const { jobs, leases, audit } = collections;

  /** One write alone needs no transaction. */
  const withAudit = (
    entry: AuditEntry | undefined,
    write: (options: { session?: mongo.ClientSession }) => Promise<boolean>,
  ): Promise<boolean> => {
    if (entry === undefined) return write({});
    return inTransaction(client, async (session) => {
      const done = await write({ session });
      if (done) await audit.insertOne(toDoc(entry), { session });
      return { commit: done, value: done };
    });
  };

  return {
    insert: async (job, lane, entry) => {
      // The lease first and in one write: a job without one would never be found, nor one whose lease is silent be left alone.
      await leases.updateOne(
        { _id: job.id },
        {
          $setOnInsert: { lane, epoch: 0, reached: 0, fruitless: 0, failures: 0 },
          $currentDate: { beatAt: true, dueAt: true },
        },
        { upsert: true },
      );
      await withAudit(entry, async (options) => {
        await jobs.insertOne(toDoc(job), options);
        return true;
      });
    },
    get: async (accountId, jobId) => toJob(await jobs.findOne({ _id: jobId, accountId })),
    find: async (jobId) => toJob(await jobs.findOne({ _id: jobId })),
    findMany: async (jobIds) =>
      (await jobs.find({ _id: { $in: [...jobIds] } }).toArray()).flatMap((doc) => toJob(doc) ?? []),
    page: async (accountId, query) => {
      const found = jobs.find(jobFilter(accountId, query)).sort({ _id: -1 }).limit(query.limit);
      return (await found.toArray()).flatMap((doc) => toJob(doc) ?? []);
    },
    save: (from, to, entry) =>
      withAudit(entry, async (options) => {
        const { matchedCount } = await jobs.updateOne(sameWrite(from), { $set: written(to) }, options);
        return matchedCount === 1;
      }),
    settle: (from, to) =>
      inTransaction(
        client,
        async (session) => {
          const { matchedCount } = await jobs.updateOne(sameWrite(from), { $set: written(to) }, { session });
          if (matchedCount !== 1) return { commit: false, value: false };
          const told = settlement(to, newId);
          await collections.events.insertOne(told.event, { session });
          await audit.insertOne(told.audit, { session });
          return { commit: true, value: true };
        },
        { runs: 1_000 }, // as long as it takes: who is in the way is about to commit what the answer depends on
      ),
    removeReceiving: async (jobId) => {
      await jobs.deleteOne({ _id: jobId, state: 'receiving' });
    },
    lastApplied: async (accountId, sha256) => {
      const uploaded = { $in: ['import-users', 'update-users'] } satisfies { $in: JobKind[] }; // an export's file was not applied
      const applied = { accountId, 'file.sha256': sha256, state: 'succeeded', kind: uploaded } as const;
      return toJob((await jobs.find(applied).sort({ _id: -1 }).limit(1).toArray())[0] ?? null);
    },
    openUndo: async (accountId, jobId) => {
      const open = { accountId, parentJobId: jobId, kind: 'undo-job', finishedAt: null } as const;
      return toJob(await jobs.findOne(open));
    },
    withFilesToGo: async (moment, limit) => {
      const due = jobs
        .find({ filesDueAt: { $lt: moment } })
        .sort({ filesDueAt: 1 })
        .limit(limit);
      return (await due.toArray()).flatMap((doc) => toJob(doc) ?? []);
    },
    markFilesGone: async (jobId) => {
      await jobs.updateOne({ _id: jobId }, { $unset: { filesDueAt: true } });
    },
    endedBefore: async (moment, limit) => {
      const ended = jobs
        .find({ finishedAt: { $lt: moment } })
        .sort({ finishedAt: 1 })
        .limit(limit);
      return (await ended.toArray()).flatMap((doc) => toJob(doc) ?? []);
    },
    remove: async (jobId) => {
      await collections.progress.deleteOne({ _id: jobId });
      await jobs.deleteOne({ _id: jobId, finishedAt: { $ne: null } });
    },
    countStates: async (kind) => {
      const stages = [{ $match: { kind } }, { $group: { _id: '$state', n: { $sum: 1 } } }];
      const found = await jobs.aggregate<{ _id: JobState; n: number }>(stages).toArray();
      return Object.fromEntries(found.map(({ _id, n }) => [_id, n]));
    },
  };
}

/** The very write of the job that `job` is: nobody wrote since, nobody claimed it since. */
export function sameWrite(job: Job): mongo.Filter<JobDoc> {
  return { _id: job.id, version: job.version, epoch: job.epoch, state: job.state };
}

/** Everything of a job that a write may change, and when its files will have to go. */
export function written(job: Job): Omit<JobDoc, '_id'> {
  const { _id, ...rest } = toDoc(job);
  return { ...rest, filesDueAt: job.expiresAt };
}

function toJob(doc: JobDoc | null): Job | null {
  if (doc === null) return null;
  const { keyId, name } = doc.createdBy;
  const actor = doc.actor ?? { keyId, name, requestId: null };
  // A job's members depend on its state; only `save` and `settle` write them, from a Job.
  return { ...fromDoc(doc, 'filesDueAt'), actor } as Job;
}

function jobFilter(accountId: string, query: JobQuery): mongo.Filter<JobDoc> {
  return {
    accountId,
    ...(query.after === null ? {} : { _id: { $lt: query.after } }),
    ...(query.kind === undefined ? {} : { kind: query.kind }),
    ...(query.createdBy === undefined ? {} : { 'createdBy.keyId': query.createdBy }),
    ...(query.parentJobId === undefined ? {} : { parentJobId: query.parentJobId }),
    state: query.state ?? { $ne: 'receiving' },
  };
}
