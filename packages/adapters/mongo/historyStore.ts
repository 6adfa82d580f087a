import type { Job } from '@muster/domain';
import type { HistoryStore, UserChange } from '@muster/jobs';
import type { Collections } from './collections.ts';
import { toChange } from './planStores.ts';

type Maker = Pick<Job, 'kind' | 'createdBy' | 'epoch'> & { _id: string; finishedAt: Date };
type Entry = { _id: string; job: Maker };

/**
 * Plans say whom they are about; only their jobs know whether they were applied, when, and by which attempt. A user is
 * in few plans (one a job, for as long as jobs are kept), so the order is made here.
 */
export function mongoHistoryStore({ changes, jobs }: Collections): HistoryStore {
  const makers = async (accountId: string, jobIds: readonly string[]): Promise<Map<string, Maker>> => {
    const projection = { kind: 1, createdBy: 1, epoch: 1, finishedAt: 1 };
    const found = jobs.find<Maker>({ _id: { $in: [...jobIds] }, accountId, state: 'succeeded' }, { projection });
    return new Map((await found.toArray()).map((job) => [job._id, job]));
  };
  return {
    page: async (accountId, userId, { after, limit }) => {
      const plans = await changes.find({ userId }, { projection: { jobId: 1, epoch: 1 } }).toArray();
      if (plans.length === 0) return [];
      const jobsById = await makers(
        accountId,
        plans.map(({ jobId }) => jobId),
      );
      const applied = plans.flatMap(({ _id, jobId, epoch }): Entry[] => {
        const job = jobsById.get(jobId);
        return job?.epoch === epoch ? [{ _id, job }] : [];
      });
      const place = after === null ? null : { at: new Date(after.at), jobId: after.jobId };
      const entries = applied
        .sort((one, other) => latestFirst(placeOf(one), placeOf(other)))
        .filter((entry) => place === null || latestFirst(placeOf(entry), place) > 0)
        .slice(0, limit);
      const docs = await changes.find({ _id: { $in: entries.map(({ _id }) => _id) } }).toArray();
      const byId = new Map(docs.map((doc) => [doc._id, toChange(doc)]));
      return entries.flatMap(({ _id, job: { _id: jobId, kind, createdBy, finishedAt } }): UserChange[] => {
        const change = byId.get(_id);
        return change === undefined ? [] : [{ jobId, kind, createdBy, at: finishedAt, change }];
      });
    },
  };
}

type Place = { at: Date; jobId: string };

function placeOf({ job }: Entry): Place {
  return { at: job.finishedAt, jobId: job._id };
}

function latestFirst(one: Place, other: Place): number {
  if (one.at.getTime() !== other.at.getTime()) return other.at.getTime() - one.at.getTime();
  if (one.jobId === other.jobId) return 0;
  return one.jobId < other.jobId ? 1 : -1;
}
