import type { Act, EndpointStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, EndpointDoc } from './collections.ts';
import { inTransaction } from './inTransaction.ts';
import { keepWithin } from './requestStore.ts';
import { fromDoc, toDoc } from './stored.ts';

type Needs = { collections: Collections; client: mongo.MongoClient };
/** False: the endpoint is not what it was when this was decided. */
type Write = (session: mongo.ClientSession) => Promise<boolean>;

export function mongoEndpointStore({ collections, client }: Needs): EndpointStore {
  const { audit, endpoints } = collections;

  const commit = ({ audit: entry, keeping }: Act, write: Write): Promise<boolean> =>
    inTransaction(client, async (session) => {
      const done = await write(session);
      if (done) await audit.insertOne(toDoc(entry), { session });
      if (done) await keepWithin(session, collections, keeping);
      return { commit: done, value: done };
    });

  return {
    get: async (accountId, endpointId) => {
      const doc = await endpoints.findOne({ _id: endpointId, accountId });
      return doc && fromDoc<EndpointDoc, never>(doc);
    },
    page: async (accountId, { after, limit }) => {
      const filter = { accountId, ...(after === null ? {} : { _id: { $gt: after } }) };
      const found = await endpoints.find(filter).sort({ _id: 1 }).limit(limit).toArray();
      return found.map((doc) => fromDoc<EndpointDoc, never>(doc));
    },
    insert: async (endpoint, act) => {
      await commit(act, async (session) => {
        await endpoints.insertOne(toDoc(endpoint), { session });
        return true;
      });
    },
    save: ({ id, accountId, version }, to, act) =>
      commit(act, async (session) => {
        const { _id, ...members } = toDoc(to);
        const { matchedCount } = await endpoints.updateOne(
          { _id: id, accountId, version },
          { $set: members },
          { session },
        );
        return matchedCount === 1;
      }),
    remove: ({ id, accountId, version }, act) =>
      commit(act, async (session) => {
        const { deletedCount } = await endpoints.deleteOne({ _id: id, accountId, version }, { session });
        return deletedCount === 1;
      }),
    noteFailure: async (accountId, endpointId, at) => {
      await endpoints.updateOne({ _id: endpointId, accountId, failingSince: null }, { $set: { failingSince: at } });
      return (await endpoints.findOne({ _id: endpointId, accountId }))?.failingSince ?? null;
    },
    noteSuccess: async (accountId, endpointId) => {
      const failing = { _id: endpointId, accountId, failingSince: { $ne: null } };
      await endpoints.updateOne(failing, { $set: { failingSince: null } });
    },
  };
}
