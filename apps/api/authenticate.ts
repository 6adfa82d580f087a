import { parseApiKey, Problem } from '@muster/contract';
import { hashSecret, isSecret } from '@muster/adapters/process';
import type { Caller } from '@muster/domain';
import type { Request } from 'express';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { shareReads } from './shareReads.ts';

export type Authenticate = (request: Request) => Promise<Caller>;

/** How coarsely the last use of a key is known. */
const useMs = 60_000;

/** Who is asking, by `Authorization: Bearer mst_…`. A damaged key is refused without asking the database. */
export function authenticator(
  { accounts, keys, clock, log }: Pick<ApiPorts, 'accounts' | 'keys' | 'clock' | 'log'>,
  { keyPepper }: Pick<ApiSettings, 'keyPepper'>,
): Authenticate {
  const nobody = hashSecret('', keyPepper); // compared with for unknown keys: they take as long to refuse as wrong secrets
  const findKey = shareReads((keyId) => accounts.findKey(keyId)); // many ask at once with one key
  const notedAt = new Map<string, number>();
  const noteUse = (keyId: string): void => {
    const at = clock();
    if (at.getTime() - (notedAt.get(keyId) ?? 0) < useMs) return;
    notedAt.set(keyId, at.getTime());
    keys.noteUse(keyId, at).catch((err: unknown) => log.debug({ err, keyId }, 'could not note the use of a key'));
  };
  return async (request) => {
    const [, text] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    if (text === undefined) throw new Problem('unauthenticated', 'Send an API key as "Authorization: Bearer mst_…".');
    const key = parseApiKey(text);
    if (key === null) throw new Problem('unauthenticated', 'This is not a whole API key; was a part cut off?');
    const found = await findKey(key.keyId);
    const isRight = isSecret(key.secret, found?.secretHash ?? nobody, keyPepper);
    if (found === null || !isRight) throw new Problem('unauthenticated', 'This key is unknown, expired or revoked.');
    noteUse(found.caller.keyId);
    return found.caller;
  };
}
