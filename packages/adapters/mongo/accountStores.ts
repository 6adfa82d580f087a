import { referenceBook, type Person, type ReferenceKind, type References } from '@muster/domain';
import type { AccountStore, Clock, PeopleStore, ReferenceStore } from '@muster/jobs';
import type { Collections, PersonDoc, ReferenceDoc } from './collections.ts';
import { fromDoc } from './stored.ts';

export function mongoAccountStore({ accounts, api_keys }: Collections, clock: Clock): AccountStore {
  return {
    get: async (accountId) => {
      const doc = await accounts.findOne({ _id: accountId });
      return doc === null ? null : fromDoc(doc, 'createdAt');
    },
    findKey: async (keyId) => {
      const doc = await api_keys.findOne({ _id: keyId });
      if (doc === null || doc.revokedAt !== null || (doc.expiresAt !== null && doc.expiresAt <= clock())) return null;
      const { accountId, name, role, userId, secretHash } = doc;
      return { caller: { accountId, keyId, keyName: name, role, userId }, secretHash };
    },
  };
}

export function mongoPeopleStore({ people }: Collections): PeopleStore {
  return {
    get: async (accountId, personId) => {
      const doc = await people.findOne({ _id: personId, accountId });
      return doc === null ? null : toPerson(doc);
    },
    findByEmailKeys: async (accountId, emailKeys) => {
      if (emailKeys.length === 0) return new Map();
      const found = await people.find({ accountId, emailKey: { $in: [...emailKeys] } }).toArray();
      return new Map(found.map((doc) => [doc.emailKey, toPerson(doc)]));
    },
    page: async (accountId, { after, limit }) => {
      const filter = { accountId, ...(after === null ? {} : { _id: { $gt: after } }) };
      return (await people.find(filter).sort({ _id: 1 }).limit(limit).toArray()).map(toPerson);
    },
  };
}

export function mongoReferenceStore({ references }: Collections): ReferenceStore {
  return {
    book: async (accountId) => {
      const docs = await references.find({ accountId }).sort({ accountId: 1, kind: 1, nameKey: 1 }).toArray();
      const of = <K extends ReferenceKind>(kind: K): References[K] =>
        docs.filter((doc) => doc.kind === kind).map(toReference) as References[K]; // `kind` says which they are
      return referenceBook({
        roles: of('roles'),
        queues: of('queues'),
        skills: of('skills'),
        teams: of('teams'),
        regions: of('regions'),
        templates: of('templates'),
      });
    },
    get: async (accountId: string, kind: ReferenceKind, id: string) => {
      const doc = await references.findOne({ _id: id, accountId, kind });
      return doc === null ? null : toReference(doc);
    },
    page: async (accountId: string, kind: ReferenceKind, query: { after: string | null; limit: number }) => {
      const filter = { accountId, kind, ...(query.after === null ? {} : { _id: { $gt: query.after } }) };
      const docs = await references.find(filter).sort({ _id: 1 }).limit(query.limit).toArray();
      return docs.map(toReference);
    },
  };
}

function toPerson(doc: PersonDoc): Person {
  return fromDoc(doc, 'accountId', 'emailKey');
}

function toReference(doc: ReferenceDoc): References[ReferenceKind][number] {
  const item = fromDoc(doc, 'accountId', 'kind', 'nameKey');
  return item; // Omit forgets the union
}
