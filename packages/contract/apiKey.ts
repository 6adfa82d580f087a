import { idPrefixes } from '@muster/domain';
import { checksum } from './checksum.ts';

/**
 * `mst_<key id without its prefix>_<secret>`. The secret is 32 random bytes in base62 (43 characters) and a checksum
 * over all before it (6 characters), so a mistyped or cut key is told from an unknown one without asking anybody.
 */
export type ApiKey = { keyId: string; secret: string };

const shape = /^mst_([0-9a-z]{10,40})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The key in this text; null when it cannot be one. */
export function parseApiKey(text: string): ApiKey | null {
  const [, id, random, check] = shape.exec(text) ?? [];
  if (id === undefined || random === undefined || check === undefined) return null;
  if (checkDigits(id, random) !== check) return null;
  return { keyId: `${idPrefixes.key}_${id}`, secret: random + check };
}

/** Makes the text of a key, shown once. `keyId` as in `key_01kaz3…`; `random` are 32 bytes nobody can guess. */
export function formatApiKey(keyId: string, random: Uint8Array): string {
  if (random.length !== 32) throw new RangeError('a key needs 32 random bytes');
  const id = keyId.slice(idPrefixes.key.length + 1);
  const secret = base62(BigInt(`0x${hex(random)}`), 43);
  return `mst_${id}_${secret}${checkDigits(id, secret)}`;
}

function checkDigits(id: string, random: string): string {
  return base62(BigInt(checksum(`${id}_${random}`)), 6);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = digits.charAt(Number(rest % 62n)) + text;
  return text;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
