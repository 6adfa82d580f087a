import { formatCursor, parseCursor, Problem, type KeyView, type routes } from '@muster/contract';
import { makeApiKey } from '@muster/adapters/process';
import { isId, isInForce, type AccountKey } from '@muster/domain';
import { z } from 'zod';
import { administer, type Decision } from './administer.ts';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { Created } from './created.ts';
import { cutPage } from './cutPage.ts';
import type { Claim } from './once.ts';
import { wrongInput } from './parseInput.ts';

type Nothing = Record<string, never>;
type Query<Name extends keyof typeof routes> = z.output<(typeof routes)[Name]['query']>;
type Wish = z.output<typeof routes.createKey.body>;

export function createKey(ports: ApiPorts, { keyPepper }: ApiSettings) {
  return async (ask: Ask<Nothing, Wish>, { keep }: Claim): Promise<Created> => {
    const { name, role, userId, expiresAt } = ask.body;
    const { key, text } = newKey(ports, keyPepper, {
      accountId: ask.caller.accountId,
      name,
      role,
      userId,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    });
    if (key.expiresAt !== null && key.expiresAt <= key.createdAt) {
      throw wrongInput([{ path: 'expiresAt', message: 'expiresAt: must be in the future.' }]);
    }
    const decide = async (): Promise<Decision<Created>> => {
      await requireUser(ports, key);
      const detail = { id: key.id, name, role, userId, expiresAt };
      return {
        value: createdKey(key, text),
        write: { action: 'key.created', detail, commit: (act) => ports.admin.saveKeys(act, [key]) },
      };
    };
    return administer(ports, ask, decide, keep);
  };
}

export function listKeys({ keys }: ApiPorts) {
  return async ({ caller, query, response }: Ask<Query<'listKeys'>>): Promise<void> => {
    const { limit, cursor } = query;
    const scope = { list: 'api-keys' };
    const after = parseCursor(scope, cursor, z.string());
    const { data, last } = cutPage(await keys.page(caller.accountId, { after, limit: limit + 1 }), limit);
    response.json({ data: data.map(keyView), nextCursor: last && formatCursor(scope, last.id) });
  };
}

export function getKey(ports: ApiPorts) {
  return async ({ caller, id, response }: Ask<Nothing>): Promise<void> => {
    response.json(keyView(await findKey(ports, caller.accountId, id)));
  };
}

/** A key that ended already is left as it is: revoking twice answers the same. */
export function revokeKey(ports: ApiPorts) {
  return async (ask: Ask<Nothing>): Promise<void> => {
    await administer(ports, ask, async () => {
      const at = ports.clock();
      const key = await findKey(ports, ask.caller.accountId, ask.id);
      if (!isInForce(key, at)) return { value: null, write: null };
      await refuseLastAdmin(ports, key, at);
      const detail = { id: key.id, name: key.name };
      const revoked = { ...key, revokedAt: at };
      return {
        value: null,
        write: { action: 'key.revoked', detail, commit: (act) => ports.admin.saveKeys(act, [revoked]) },
      };
    });
    ask.response.status(204).end();
  };
}

export function rotateKey(ports: ApiPorts, { keyPepper }: ApiSettings) {
  return async (ask: Ask<Nothing, z.output<typeof routes.rotateKey.body>>, { keep }: Claim): Promise<Created> => {
    const { overlapHours } = ask.body;
    const decide = async (): Promise<Decision<Created>> => {
      const at = ports.clock();
      const old = await findKey(ports, ask.caller.accountId, ask.id);
      if (!isInForce(old, at)) throw new Problem('expired', 'This key has ended: make a new one.', expiry(old));
      const next = newKey(ports, keyPepper, old);
      const end = new Date(at.getTime() + overlapHours * 3_600_000);
      const ending = { ...old, expiresAt: old.expiresAt !== null && old.expiresAt < end ? old.expiresAt : end };
      const detail = { id: old.id, name: old.name, by: next.key.id, overlapHours };
      return {
        value: createdKey(next.key, next.text),
        write: { action: 'key.rotated', detail, commit: (act) => ports.admin.saveKeys(act, [ending, next.key]) },
      };
    };
    return administer(ports, ask, decide, keep);
  };
}

type Terms = Pick<AccountKey, 'accountId' | 'name' | 'role' | 'userId' | 'expiresAt'>;

function newKey(
  { newId, clock }: Pick<ApiPorts, 'newId' | 'clock'>,
  pepper: string,
  { accountId, name, role, userId, expiresAt }: Terms,
): { key: AccountKey; text: string } {
  const { keyId: id, text, secretHash } = makeApiKey(newId, pepper);
  const unused = { createdAt: clock(), revokedAt: null, lastUsedAt: null };
  return { key: { id, accountId, name, role, userId, secretHash, expiresAt, ...unused }, text };
}

/** The text of a key is shown once: an answer that is repeated has none. */
function createdKey(key: AccountKey, text: string): Created {
  const view = keyView(key);
  const headers = { Location: `/v1/api-keys/${key.id}` };
  return { status: 201, headers, body: { ...view, key: text }, kept: { ...view, key: null } };
}

async function requireUser({ users }: ApiPorts, { accountId, userId }: AccountKey): Promise<void> {
  if (userId === null) return;
  if (isId('user', userId) && (await users.get(accountId, userId)) !== null) return;
  throw wrongInput([{ path: 'userId', message: 'userId: there is no such user.' }]);
}

async function findKey({ keys }: ApiPorts, accountId: string, id: string): Promise<AccountKey> {
  const key = isId('key', id) ? await keys.get(accountId, id) : null;
  if (key === null) throw new Problem('not_found', 'There is no such key.');
  return key;
}

/** Keys that end by themselves keep nobody's door open for good. */
async function refuseLastAdmin({ keys }: ApiPorts, key: AccountKey, at: Date): Promise<void> {
  if (key.role !== 'admin') return;
  const others = (await keys.admins(key.accountId)).filter((other) => other.id !== key.id && isInForce(other, at));
  if (others.some(({ expiresAt }) => expiresAt === null)) return;
  throw new Problem('in_use', 'This is the last lasting key of an admin: make another one first.');
}

function expiry({ expiresAt, revokedAt }: AccountKey): { expiredAt?: string } {
  const ended = revokedAt ?? expiresAt;
  return ended === null ? {} : { expiredAt: ended.toISOString() };
}

function keyView({ id, name, role, userId, createdAt, expiresAt, revokedAt, lastUsedAt }: AccountKey): KeyView {
  const text = (at: Date | null): string | null => at && at.toISOString();
  const times = { expiresAt: text(expiresAt), revokedAt: text(revokedAt), lastUsedAt: text(lastUsedAt) };
  return { id, name, role, userId, createdAt: createdAt.toISOString(), ...times };
}
