import { key, type Account, type Person, type ReferenceKind, type References } from '@muster/domain';
import type { AdminAct, AdminOutcome, AdminStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, PersonDoc, ReferenceDoc } from './collections.ts';
import { inTransaction, isConflict, isTransient } from './inTransaction.ts';
import { keepWithin } from './requestStore.ts';
import { toDoc } from './stored.ts';

type Needs = { collections: Collections; client: mongo.MongoClient };
/** False: what was to be changed is not as it was found. */
type Write = (session: mongo.ClientSession) => Promise<boolean>;

const batchSize = 1_000;

export function mongoAdminStore({ collections, client }: Needs): AdminStore {
  const { accounts, api_keys, audit, people, references } = collections;

  /** The revision comes last: it is what jobs of the account wait for, and they should not wait long. */
  const commit = async ({ revision, audit: entry, keeping }: AdminAct, write: Write): Promise<AdminOutcome> => {
    const body = async (session: mongo.ClientSession): Promise<{ commit: boolean; value: AdminOutcome }> => {
      if (!(await write(session))) return { commit: false, value: 'moved' };
      await audit.insertOne(toDoc(entry), { session });
      await keepWithin(session, collections, keeping);
      const same = { _id: entry.accountId, revision };
      const { matchedCount } = await accounts.updateOne(same, { $inc: { revision: 1 } }, { session });
      return matchedCount === 1 ? { commit: true, value: 'done' } : { commit: false, value: 'moved' };
    };
    try {
      return await inTransaction(client, body, { retryable: (thrown) => isTransient(thrown) && !isConflict(thrown) });
    } catch (thrown) {
      if (isConflict(thrown)) return 'moved';
      throw thrown;
    }
  };

  return {
    saveAccount: (act, account) =>
      commit(act, async (session) => {
        const { matchedCount } = await accounts.updateOne({ _id: account.id }, { $set: terms(account) }, { session });
        return matchedCount === 1;
      }),
    saveReferences: (act, kind, items) => {
      const docs = referenceDocs(act.audit.accountId, kind, items);
      return commit(act, (session) => putAll(references, docs, session));
    },
    removeReference: (act, kind, id) =>
      commit(act, async (session) => {
        const { accountId } = act.audit;
        const { deletedCount } = await references.deleteOne({ _id: id, accountId, kind }, { session });
        return deletedCount === 1;
      }),
    savePeople: (act, { added, changed }) => {
      const { accountId } = act.audit;
      const inserts = personDocs(accountId, added);
      const puts = personDocs(accountId, changed);
      return commit(act, async (session) => {
        for (const batch of batchesOf(inserts)) await people.insertMany(batch, { session });
        return putAll(people, puts, session);
      });
    },
    removePerson: (act, personId) =>
      commit(act, async (session) => {
        const { accountId } = act.audit;
        const { deletedCount } = await people.deleteOne({ _id: personId, accountId }, { session });
        return deletedCount === 1;
      }),
    saveKeys: (act, keys) => commit(act, (session) => putAll(api_keys, keys.map(toDoc), session)),
  };
}

/** All of an account but its id and its revision, which only `$inc` changes. */
function terms({ name, country, limits, licenses, requireDirectory }: Account): Omit<Account, 'id' | 'revision'> {
  return { name, country, limits, licenses, requireDirectory };
}

function referenceDocs<K extends ReferenceKind>(
  accountId: string,
  kind: K,
  items: readonly References[K][number][],
): ReferenceDoc[] {
  return items.map((item) => ({ ...toDoc(item), accountId, kind, nameKey: key(item.name) }));
}

function personDocs(accountId: string, people: readonly Person[]): PersonDoc[] {
  return people.map((person) => ({ ...toDoc(person), accountId, emailKey: key(person.email) }));
}

/** An id of another account is never taken over: adding it then meets the one that is there. */
async function putAll<D extends { _id: string; accountId: string }>(
  collection: mongo.Collection<D>,
  docs: readonly D[],
  session: mongo.ClientSession,
): Promise<boolean> {
  for (const batch of batchesOf(docs)) {
    const puts = batch.map((doc) => ({ replaceOne: { filter: owned(doc), replacement: doc, upsert: true } }));
    const { matchedCount, upsertedCount } = await collection.bulkWrite(puts, { session, ordered: true });
    if (matchedCount + upsertedCount !== batch.length) return false;
  }
  return true;
}

function batchesOf<D>(docs: readonly D[]): D[][] {
  const count = Math.ceil(docs.length / batchSize);
  return Array.from({ length: count }, (_, i) => docs.slice(i * batchSize, (i + 1) * batchSize));
}

function owned<D extends { _id: string; accountId: string }>({ _id, accountId }: D): mongo.Filter<D> {
  return { _id, accountId } as mongo.Filter<D>; // the driver's type cannot see that every D has them
}
