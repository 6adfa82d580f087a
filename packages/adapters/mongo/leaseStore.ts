import type { DueJob, LeaseStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, LeaseDoc } from './collections.ts';

/** A lease given back: silent since ever. */
const givenBack = new Date(0);

/** Leases by the database's clock alone (`$$NOW`, `$currentDate`): the clocks of our processes decide nothing. */
export function mongoLeaseStore({ leases }: Collections): LeaseStore {
  const due = async (lane: string, leaseMs: number): Promise<DueJob | null> => {
    const held = await leases.findOne({ lane, ...heard(leaseMs) }, { projection: { _id: 1 } });
    if (held !== null) return null;
    const [next] = await leases
      .find({ lane, $expr: { $lte: ['$dueAt', '$$NOW'] } })
      .sort({ _id: 1 })
      .limit(1)
      .toArray();
    return next === undefined ? null : { jobId: next._id, lane, dispatch: next.epoch + 1 };
  };
  return {
    enter: async (jobId, lane) => {
      await leases.updateOne({ _id: jobId }, { $set: { lane, beatAt: givenBack }, $currentDate: { dueAt: true } });
    },
    claim: async (jobId, leaseMs) => {
      const before = await leases.findOneAndUpdate(
        { _id: jobId, ...silent(leaseMs) },
        { $inc: { epoch: 1, fruitless: 1 }, $currentDate: { beatAt: true } },
        { returnDocument: 'before' },
      );
      if (before === null) return null;
      const { epoch, beatAt, reached, fruitless, failures } = before;
      const orphaned = beatAt.getTime() !== givenBack.getTime();
      return { epoch: epoch + 1, orphaned, reached, fruitless, failures };
    },
    beat: async (jobId, epoch) => {
      const { matchedCount } = await leases.updateOne({ _id: jobId, epoch }, { $currentDate: { beatAt: true } });
      return matchedCount === 1;
    },
    release: async (jobId, epoch, { dueInMs, ...notes }) => {
      // Two writes, for a moment ahead of the database's clock cannot be set in one without an update pipeline.
      await leases.updateOne({ _id: jobId, epoch }, { $set: notes, $currentDate: { dueAt: true } });
      const held = await leases.findOne({ _id: jobId, epoch });
      if (held === null) return;
      const dueAt = new Date(held.dueAt.getTime() + dueInMs);
      await leases.updateOne({ _id: jobId, epoch }, { $set: { beatAt: givenBack, dueAt, fruitless: 0 } });
    },
    note: async (jobId, epoch, notes) => {
      await leases.updateOne({ _id: jobId, epoch }, { $set: notes });
    },
    remove: async (jobId) => {
      await leases.deleteOne({ _id: jobId });
    },
    due: async (leaseMs) => {
      const lanes = await leases.aggregate<{ _id: string }>([{ $group: { _id: '$lane', n: { $sum: 1 } } }]).toArray();
      const found: DueJob[] = [];
      for (const { _id: lane } of lanes) {
        const next = await due(lane, leaseMs);
        if (next !== null) found.push(next);
      }
      return found;
    },
    dueIn: due,
    count: async (lanes) => {
      const counts = await Promise.all(lanes.map((lane) => leases.countDocuments({ lane })));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    line: async () => {
      const [oldest] = await leases.find({}).sort({ dueAt: 1 }).limit(1).toArray();
      return { length: await leases.countDocuments({}), oldestDueAt: oldest?.dueAt ?? null };
    },
  };
}

function silent(leaseMs: number): mongo.Filter<LeaseDoc> {
  return { $expr: { $lt: ['$beatAt', { $subtract: ['$$NOW', leaseMs] }] } };
}

function heard(leaseMs: number): mongo.Filter<LeaseDoc> {
  return { $expr: { $gte: ['$beatAt', { $subtract: ['$$NOW', leaseMs] }] } };
}
