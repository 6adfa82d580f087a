import type { User, UserFields } from './user.ts';

export const changeActions = ['create', 'update', 'remove'] as const;
export type ChangeAction = (typeof changeActions)[number];

/** One cell of a user, before and after, as texts an export would show (without formula quote); blank = null. */
export type CellChange = { from: string | null; to: string | null };

/**
 * One user to create, change or remove: an entry of the stored plan. It is written while the file is validated and
 * means nothing until its job is `succeeded`. `fields` is for people to read; `before` and `after` are what is
 * written and what an undo puts back: whole `UserFields` for a created user, only the changed fields otherwise.
 */
export type Change = {
  row: number;
  userId: string;
  userEmail: string;
  action: ChangeAction;
  /** The version the user must still have when the plan is applied; 0 for a user to create. */
  userVersion: User['version'];
  fields: Record<string, CellChange>;
  before: Partial<UserFields> | null;
  after: Partial<UserFields> | null;
};
