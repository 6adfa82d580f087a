import type { Delivery } from '@muster/domain';
import type { DeliveryQuery, DeliveryStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, DeliveryDoc } from './collections.ts';
import { inTransaction } from './inTransaction.ts';
import { keepWithin } from './requestStore.ts';
import { fromDoc, toDoc } from './stored.ts';

type Needs = { collections: Collections; client: mongo.MongoClient };

/** Held by nobody. */
const free = new Date(0);
/** How far our clock and the database's may be apart: ours only narrows down what is looked at. */
const skewMs = 600_000;

/** Deliveries are claimed by the database's clock (`$$NOW`, `$currentDate`), as jobs are. */
export function mongoDeliveryStore({ collections, client }: Needs): DeliveryStore {
  const { audit, deliveries } = collections;
  const again: mongo.UpdateFilter<DeliveryDoc> = {
    $set: { state: 'pending', tries: 0 },
    $currentDate: { dueAt: true },
  };
  return {
    get: async (accountId, deliveryId) => {
      const doc = await deliveries.findOne({ _id: deliveryId, accountId });
      return doc && toDelivery(doc);
    },
    page: async (accountId, query) => {
      const found = deliveries.find(pageFilter(accountId, query)).sort({ _id: -1 }).limit(query.limit);
      return (await found.toArray()).map(toDelivery);
    },
    add: async (delivery) => {
      const { eventId, endpointId, ...made } = newDeliveryDoc(delivery);
      try {
        await deliveries.updateOne({ eventId, endpointId }, { $setOnInsert: made }, { upsert: true });
      } catch (thrown) {
        if (!isDuplicate(thrown)) throw thrown; // somebody else added it at the same moment
      }
    },
    claim: async (holdMs, except) => {
      const doc = await deliveries.findOneAndUpdate(
        {
          state: 'pending',
          dueAt: { $lte: new Date(Date.now() + skewMs) },
          ...(except.length === 0 ? {} : { endpointId: { $nin: [...except] } }),
          $and: [
            { $expr: { $lte: ['$dueAt', '$$NOW'] } },
            { $expr: { $lt: ['$heldAt', { $subtract: ['$$NOW', holdMs] }] } },
          ],
        },
        { $inc: { claim: 1 }, $currentDate: { heldAt: true } },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      );
      return doc && { ...toDelivery(doc), claim: doc.claim, now: doc.heldAt };
    },
    note: async ({ id, claim }, { state, tries, dueAt, attempts }) => {
      await deliveries.updateOne({ _id: id, claim }, { $set: { state, tries, dueAt, attempts, heldAt: free } });
    },
    retry: (accountId, deliveryId, act) =>
      inTransaction(client, async (session) => {
        const mine = { _id: deliveryId, accountId };
        const doc = await deliveries.findOneAndUpdate(mine, again, { session, returnDocument: 'after' });
        const delivery = doc && toDelivery(doc);
        if (delivery === null) return { commit: false, value: null };
        await audit.insertOne(toDoc(act.audit), { session });
        await keepWithin(session, collections, act.keep(delivery));
        return { commit: true, value: delivery };
      }),
    recover: (accountId, endpointId, since, act) => {
      const givenUp = {
        accountId,
        endpointId,
        state: { $in: ['exhausted', 'disabled'] },
        at: { $gte: since },
      } as const;
      return inTransaction(client, async (session) => {
        const { modifiedCount } = await deliveries.updateMany(givenUp, again, { session });
        await audit.insertOne(toDoc(act.audit), { session });
        await keepWithin(session, collections, act.keep(modifiedCount));
        return { commit: true, value: modifiedCount };
      });
    },
    removeBefore: async (moment) => {
      await deliveries.deleteMany({ at: { $lt: moment } });
    },
  };
}

export function newDeliveryDoc(delivery: Delivery): DeliveryDoc {
  return { ...toDoc(delivery), claim: 0, heldAt: free };
}

function toDelivery(doc: DeliveryDoc): Delivery {
  return fromDoc(doc, 'claim', 'heldAt');
}

function isDuplicate(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 11000;
}

function pageFilter(accountId: string, query: DeliveryQuery): mongo.Filter<DeliveryDoc> {
  return {
    accountId,
    ...(query.after === null ? {} : { _id: { $lt: query.after } }),
    ...(query.endpointId === undefined ? {} : { endpointId: query.endpointId }),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.jobId === undefined ? {} : { jobId: query.jobId }),
  };
}
