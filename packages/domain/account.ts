import type { Package } from './user.ts';

/** Whose users. `revision` rises with every transaction that changes users, reference data, licences or limits. */
export type Account = {
  id: string;
  name: string;
  country: string;
  revision: number;
  limits: AccountLimits;
  licenses: Record<Package, number | null>;
  requireDirectory: boolean;
};

/** Rows per import and update file, bytes per file. */
export type AccountLimits = { importRows: number; updateRows: number; fileBytes: number };

export const defaultLimits: AccountLimits = { importRows: 1_000, updateRows: 100_000, fileBytes: 64 * 1024 * 1024 };

/** Someone of the account's directory, who may not be in the contact center yet. */
export type Person = { id: string; email: string; displayName: string };

export const callerRoles = ['viewer', 'operator', 'admin'] as const;
/** viewer (read) < operator (+ submit, confirm, cancel, fix, export) < admin (+ everything else). */
export type CallerRole = (typeof callerRoles)[number];

/** Who is asking: the API key behind a request. `userId` is the user the key belongs to, if it names one. */
export type Caller = { accountId: string; keyId: string; keyName: string; role: CallerRole; userId: string | null };
