import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { formatApiKey, parseApiKey } from '@muster/contract';
import type { NewId } from '@muster/domain';

/** Good enough for a laptop, and refused in production. */
export const developmentPepper = 'muster-development-pepper';

/** A new key: its text is shown once and kept nowhere; what is stored is the hash of its secret. */
export function makeApiKey(newId: NewId, pepper: string): { keyId: string; text: string; secretHash: string } {
  const keyId = newId('key');
  const text = formatApiKey(keyId, randomBytes(32));
  const made = parseApiKey(text);
  if (made === null) throw new Error('a key that was just made cannot be read');
  return { keyId, text, secretHash: hashSecret(made.secret, pepper) };
}

/** HMAC-SHA256 in hex: without the pepper, which is not in the database, a stolen table of keys is worth nothing. */
export function hashSecret(secret: string, pepper: string): string {
  return createHmac('sha256', pepper).update(secret).digest('hex');
}

/** Takes the same time wherever the difference stands. */
export function isSecret(secret: string, secretHash: string, pepper: string): boolean {
  const made = Buffer.from(hashSecret(secret, pepper));
  const stored = Buffer.from(secretHash);
  return made.length === stored.length && timingSafeEqual(made, stored);
}
