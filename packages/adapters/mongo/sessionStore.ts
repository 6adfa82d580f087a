import type { SessionStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, SessionDoc, SignInLinkDoc } from './collections.ts';
import { inTransaction } from './inTransaction.ts';
import { fromDoc, toDoc } from './stored.ts';

type Needs = { collections: Collections; client: mongo.MongoClient };

export function mongoSessionStore({ collections, client }: Needs): SessionStore {
  const { sessions, sign_in_links, audit } = collections;
  return {
    find: async (sessionId) => {
      const doc = await sessions.findOne({ _id: sessionId });
      return doc && fromDoc<SessionDoc, never>(doc);
    },
    findLink: async (linkId) => {
      const doc = await sign_in_links.findOne({ _id: linkId });
      return doc && fromDoc<SignInLinkDoc, never>(doc);
    },
    addLink: async (link) => {
      await sign_in_links.insertOne(toDoc(link));
    },
    open: (session, linkId, entry) =>
      // Two who hold one link meet at its document: the second finds it gone.
      inTransaction(client, async (transaction) => {
        if (linkId !== null) {
          const { deletedCount } = await sign_in_links.deleteOne({ _id: linkId }, { session: transaction });
          if (deletedCount !== 1) return { commit: false, value: false };
        }
        await sessions.insertOne(toDoc(session), { session: transaction });
        await audit.insertOne(toDoc(entry), { session: transaction });
        return { commit: true, value: true };
      }),
    prolong: async (sessionId, expiresAt) => {
      await sessions.updateOne({ _id: sessionId }, { $set: { expiresAt } });
    },
    close: (sessionId, entry) =>
      inTransaction(client, async (transaction) => {
        const { deletedCount } = await sessions.deleteOne({ _id: sessionId }, { session: transaction });
        if (deletedCount === 1) await audit.insertOne(toDoc(entry), { session: transaction });
        return { commit: deletedCount === 1, value: undefined };
      }),
    removeBefore: async (moment) => {
      await sessions.deleteMany({ expiresAt: { $lt: moment } });
      await sign_in_links.deleteMany({ expiresAt: { $lt: moment } });
    },
  };
}
