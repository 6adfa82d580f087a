import type { CallerRole } from './account.ts';

/** What opens an account to a program. Its text was shown once; only a hash of its secret is kept. */
export type AccountKey = {
  id: string;
  accountId: string;
  name: string;
  role: CallerRole;
  /** The user it belongs to, if it names one. */
  userId: string | null;
  /** HMAC of the secret, hex. */
  secretHash: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Coarse: noted once a minute at most. */
  lastUsedAt: Date | null;
};

/** Does it open anything at that moment? */
export function isInForce({ expiresAt, revokedAt }: Pick<AccountKey, 'expiresAt' | 'revokedAt'>, at: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > at);
}
