import type { WebhookEvent } from '@muster/domain';
import type { EventStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, EventDoc } from './collections.ts';
import { newDeliveryDoc } from './deliveryStore.ts';
import { inTransaction } from './inTransaction.ts';
import { keepWithin } from './requestStore.ts';
import { toDoc } from './stored.ts';

type Needs = { collections: Collections; client: mongo.MongoClient };

export function mongoEventStore({ collections, client }: Needs): EventStore {
  const { audit, deliveries, events } = collections;
  return {
    untold: async (limit) => {
      const found = await events.find({ told: false }).sort({ _id: 1 }).limit(limit).toArray();
      return found.map(toEvent);
    },
    keepBody: async (eventId, body) => {
      await events.updateOne({ _id: eventId, body: null }, { $set: { body } });
    },
    body: async (eventId) => (await events.findOne({ _id: eventId }, { projection: { body: 1 } }))?.body ?? null,
    markTold: async (eventId) => {
      await events.updateOne({ _id: eventId }, { $set: { told: true } });
    },
    addTold: (event, body, delivery, act) =>
      inTransaction(client, async (session) => {
        await events.insertOne(eventDoc(event, { body, told: true }), { session });
        await deliveries.insertOne(newDeliveryDoc(delivery), { session });
        await audit.insertOne(toDoc(act.audit), { session });
        await keepWithin(session, collections, act.keeping);
        return { commit: true, value: undefined };
      }),
    removeBefore: async (moment) => {
      await events.deleteMany({ told: true, at: { $lt: moment } });
    },
  };
}

export function eventDoc(event: WebhookEvent, { body, told }: Pick<EventDoc, 'body' | 'told'>): EventDoc {
  const { id, accountId, type, job, at } = event;
  return { _id: id, accountId, type, jobId: job?.id ?? null, version: job?.version ?? null, job, at, body, told };
}

function toEvent({ _id, accountId, type, job, at }: EventDoc): WebhookEvent {
  return { id: _id, accountId, type, job, at } as WebhookEvent; // written from one: a type and what it tells of
}
