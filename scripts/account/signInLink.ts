import { mongoPorts, type Mongo } from '@muster/adapters/mongo';
import { makeBrowserSecret, newId } from '@muster/adapters/process';
import { isInForce } from '@muster/domain';

/**
 * A path of the portal that signs in whoever opens it, once, as the account's oldest admin key that still opens something.
 * The token stands in the fragment, which browsers send to nobody.
 * @throws Error in one sentence when there is no such key.
 */
export async function signInLink(
  mongo: Mongo,
  { accountId, pepper, ttlMs }: { accountId: string; pepper: string; ttlMs: number },
): Promise<string> {
  const at = new Date(Date.now());
  const { keys, sessions } = mongoPorts(mongo, { clock: () => at, newId, reach: () => Promise.resolve() });
  const [key] = (await keys.admins(accountId))
    .filter((one) => isInForce(one, at))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (key === undefined) throw new Error(`${accountId} has no admin key: see npm run account -- new-key ${accountId}.`);
  const { text, hash: id } = makeBrowserSecret('link', pepper);
  await sessions.addLink({ id, accountId, keyId: key.id, expiresAt: new Date(at.getTime() + ttlMs) });
  return `/sign-in#token=${text}`;
}
