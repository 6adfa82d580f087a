import type { Account, Person } from './account.ts';
import type { Change } from './change.ts';
import type { NewId } from './ids.ts';
import type { Issue } from './issue.ts';
import type { ListMode } from './job.ts';
import type { Row } from './readRow.ts';
import type { ReferenceBook } from './reference.ts';
import type { Package, User } from './user.ts';

/** Everything rows are judged by, as it was at one moment. */
export type PlanContext = {
  account: Account;
  references: ReferenceBook;
  /** Seats taken before the file, per package, by users active or not. */
  seatsHeld: Readonly<Record<Package, number>>;
  /** Active users who may manage users, before the file. */
  activeAdmins: number;
  /** The user whom the uploading key belongs to, if it names one. */
  callerUserId: string | null;
  /** Does a list in a cell replace the stored one, or add to it? Only an update finds a stored one. */
  listMode: ListMode;
  newId: NewId;
};

/**
 * Judges the rows of one upload, in file order, each once. It remembers what concerns the file as a whole: whom the
 * rows were about, and what they do to seats and administrators.
 */
export type UploadPlanner = {
  /** Whom a row is about: look them up, many rows at once, then `plan` the row. */
  lookup: (row: Row) => RowKeys;
  plan: (row: Row, found: Found) => RowPlan;
  /** What is wrong with all rows together; asked once, after the last one. */
  accountIssues: () => Issue[];
};

export type RowKeys = { emailKey: string | null; userId: string | null };

/** Who has the row's e-mail address, in the directory and in the contact center, and who has its `user_id`. */
export type Found = { person: Person | null; user: User | null; userById: User | null };

/** Either what is wrong with a row, or the change it makes (null: it changes nothing). */
export type RowPlan = { issues: readonly Issue[]; change: Change | null };
