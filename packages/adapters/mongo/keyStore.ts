import type { AccountKey } from '@muster/domain';
import type { KeyStore } from '@muster/jobs';
import type { ApiKeyDoc, Collections } from './collections.ts';
import { fromDoc } from './stored.ts';

export function mongoKeyStore({ api_keys }: Collections): KeyStore {
  return {
    get: async (accountId, keyId) => {
      const doc = await api_keys.findOne({ _id: keyId, accountId });
      return doc === null ? null : toKey(doc);
    },
    page: async (accountId, { after, limit }) => {
      const filter = { accountId, ...(after === null ? {} : { _id: { $lt: after } }) };
      return (await api_keys.find(filter).sort({ _id: -1 }).limit(limit).toArray()).map(toKey);
    },
    admins: async (accountId) => (await api_keys.find({ accountId, role: 'admin' }).toArray()).map(toKey),
    noteUse: async (keyId, at) => {
      await api_keys.updateOne({ _id: keyId }, { $set: { lastUsedAt: at } });
    },
  };
}

/** Keys of an earlier installation do not say when they were used. */
function toKey({
  lastUsedAt,
  ...doc
}: Omit<ApiKeyDoc, 'lastUsedAt'> & Partial<Pick<ApiKeyDoc, 'lastUsedAt'>>): AccountKey {
  return { ...fromDoc<typeof doc, never>(doc), lastUsedAt: lastUsedAt ?? null };
}
