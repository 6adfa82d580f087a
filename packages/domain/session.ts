/** Somebody who signed in to the portal with a key: it opens what the key opens, and nothing once the key has ended. */
export type Session = {
  /** Hash of what the browser holds, hex. */
  id: string;
  accountId: string;
  keyId: string;
  createdAt: Date;
  /** Moves on while the session is used, up to `endsAt`. */
  expiresAt: Date;
  endsAt: Date;
};

/** Signs one person in as a key, once. `id`: hash of what the link carries, hex. */
export type SignInLink = Pick<Session, 'id' | 'accountId' | 'keyId' | 'expiresAt'>;
