import { parseApiKey, Problem } from '@muster/contract';
import { hashSecret, isSecret } from '@muster/adapters/process';
import type { Caller } from '@muster/domain';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';

/** Who holds this text of a key. @throws Problem `unauthenticated`. */
export type CheckKey = (text: string) => Promise<Caller>;

/** A damaged key is refused without asking the database. */
export function keyChecker(
  findKey: ApiPorts['accounts']['findKey'],
  { keyPepper }: Pick<ApiSettings, 'keyPepper'>,
): CheckKey {
  const nobody = hashSecret('', keyPepper); // compared with for unknown keys: they take as long to refuse as wrong secrets
  return async (text) => {
    const key = parseApiKey(text);
    if (key === null) throw new Problem('unauthenticated', 'This is not a whole API key; was a part cut off?');
    const found = await findKey(key.keyId);
    const isRight = isSecret(key.secret, found?.secretHash ?? nobody, keyPepper);
    if (found === null || !isRight) throw new Problem('unauthenticated', 'This key is unknown, expired or revoked.');
    return found.caller;
  };
}
