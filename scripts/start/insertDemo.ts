import { connectMongo, insertAccount, listAccounts, type NewKey } from '@muster/adapters/mongo';
import { hashSecret, makeApiKey, newId } from '@muster/adapters/process';
import { parseApiKey } from '@muster/contract';
import { callerRoles } from '@muster/domain';
import { demoAccount, demoName, smallAccount, smallName } from '../demo/demoAccount.ts';
import type { DemoAccount, DemoFile } from './demoFile.ts';

/** Ids and keys for two demo accounts that do not exist yet. */
export function planDemo(pepper: string): DemoFile {
  const plan = (name: string): DemoAccount => {
    const key = (): string => makeApiKey(newId, pepper).text;
    const keys = { admin: key(), operator: key(), viewer: key() };
    return { id: newId('account'), name, adminUserId: newId('user'), keys };
  };
  return { url: '', accounts: [plan(demoName), plan(smallName)] };
}

/**
 * Opens the accounts that this database does not have yet, each in one transaction.
 * @returns their names.
 */
export async function insertDemo(uri: string, accounts: readonly DemoAccount[], pepper: string): Promise<string[]> {
  const mongo = await connectMongo(uri, { appName: 'muster-start' });
  try {
    const present = new Set((await listAccounts(mongo)).map(({ id }) => id));
    const missing = accounts.filter(({ id }) => !present.has(id));
    const at = new Date(Date.now());
    for (const account of missing) {
      const make = account.name === demoName ? demoAccount : smallAccount;
      const keys = keysOf(account, pepper);
      await insertAccount(mongo, { ...make({ ...account, newId, at }), keys }, at);
    }
    return missing.map(({ name }) => name);
  } finally {
    await mongo.close();
  }
}

function keysOf(account: DemoAccount, pepper: string): NewKey[] {
  return callerRoles.map((role) => {
    const key = parseApiKey(account.keys[role]);
    if (key === null) throw new Error(`the ${role} key of “${account.name}” in demo.json is not a key`);
    const userId = role === 'admin' ? account.adminUserId : null;
    const caller = { accountId: account.id, keyId: key.keyId, keyName: `Demo ${role}`, role, userId };
    return { caller, secretHash: hashSecret(key.secret, pepper), expiresAt: null };
  });
}
