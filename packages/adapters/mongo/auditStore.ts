import type { AuditStore } from '@muster/jobs';
import type { AuditDoc, Collections } from './collections.ts';
import { fromDoc } from './stored.ts';

export function mongoAuditStore({ audit }: Collections): AuditStore {
  return {
    page: async (accountId, { after, limit }) => {
      const filter = { accountId, ...(after === null ? {} : { _id: { $lt: after } }) };
      const found = await audit.find(filter).sort({ _id: -1 }).limit(limit).toArray();
      return found.map((doc) => fromDoc<AuditDoc, never>(doc));
    },
  };
}
