import type { AuditStore } from '@muster/jobs';
import type { AuditDoc, Collections } from './collections.ts';
import { fromDoc } from './stored.ts';

export function mongoAuditStore({ audit }: Collections): AuditStore {
  return {
    page: async (accountId, { createdBy, action, after, limit }) => {
      const filter = {
        accountId,
        ...(createdBy === undefined ? {} : { 'by.keyId': createdBy }),
        ...(action === undefined ? {} : { action }),
        ...(after === null ? {} : { _id: { $lt: after } }),
      };
      const found = await audit.find(filter).sort({ _id: -1 }).limit(limit).toArray();
      return found.map((doc) => fromDoc<AuditDoc, never>(doc));
    },
  };
}
