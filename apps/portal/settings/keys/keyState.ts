import type { KeyView } from '@muster/contract';

/** What a key is good for now. */
export function keyState({ revokedAt, expiresAt }: KeyView, now: number): 'inForce' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && new Date(expiresAt).getTime() <= now ? 'expired' : 'inForce';
}
