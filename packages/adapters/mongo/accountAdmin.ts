import {
  key,
  referenceKinds,
  type Account,
  type AuditEntry,
  type Caller,
  type Person,
  type References,
  type User,
} from '@muster/domain';
import type { ApiKeyDoc, ReferenceDoc, UserDoc } from './collections.ts';
import type { Mongo } from './connectMongo.ts';
import { inTransaction } from './inTransaction.ts';
import { toDoc } from './stored.ts';

/** An account with all it starts with; ids are the caller's. */
export type NewAccount = {
  account: Account;
  references: References;
  people: readonly Person[];
  users: readonly User[];
  keys: readonly NewKey[];
};

/** A key as it is stored: who it is and the HMAC of its secret (hex), never the secret. */
export type NewKey = { caller: Caller; secretHash: string; expiresAt: Date | null };

/** Opens an account in one transaction. @throws when its id is taken. */
export async function insertAccount({ connection, collections }: Mongo, opened: NewAccount, at: Date): Promise<void> {
  const { account } = opened;
  const accountId = account.id;
  const references: ReferenceDoc[] = referenceKinds.flatMap((kind) =>
    opened.references[kind].map((item) => ({ ...toDoc(item), accountId, kind, nameKey: key(item.name) })),
  );
  const people = opened.people.map((person) => ({ ...toDoc(person), accountId, emailKey: key(person.email) }));
  const users: UserDoc[] = opened.users.map((user) => ({
    ...toDoc(user),
    accountId,
    emailKey: key(user.email),
    displayNameKey: key(user.displayName),
  }));
  await inTransaction(connection.getClient(), async (session) => {
    await collections.accounts.insertOne({ ...toDoc(account), createdAt: at }, { session });
    if (references.length > 0) await collections.references.insertMany(references, { session });
    if (people.length > 0) await collections.people.insertMany(people, { session });
    if (users.length > 0) await collections.users.insertMany(users, { session });
    if (opened.keys.length > 0)
      await collections.api_keys.insertMany(
        opened.keys.map((k) => keyDoc(k, at)),
        { session },
      );
    return { commit: true, value: undefined };
  });
}

/** Adds a key, and tells the account's audit log. */
export async function insertKey({ connection, collections }: Mongo, made: NewKey, entry: AuditEntry): Promise<void> {
  await inTransaction(connection.getClient(), async (session) => {
    await collections.api_keys.insertOne(keyDoc(made, entry.at), { session });
    await collections.audit.insertOne(toDoc(entry), { session });
    return { commit: true, value: undefined };
  });
}

/** In order of creation. */
export async function listAccounts({ collections }: Mongo): Promise<{ id: string; name: string; createdAt: Date }[]> {
  const docs = await collections.accounts.find({}).sort({ _id: 1 }).toArray();
  return docs.map(({ _id, name, createdAt }) => ({ id: _id, name, createdAt }));
}

function keyDoc({ caller, secretHash, expiresAt }: NewKey, at: Date): ApiKeyDoc {
  const { accountId, keyId, keyName, role, userId } = caller;
  const unused = { createdAt: at, revokedAt: null, lastUsedAt: null };
  return { _id: keyId, accountId, name: keyName, role, userId, secretHash, expiresAt, ...unused };
}
