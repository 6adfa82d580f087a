import type { Actor } from './auditEntry.ts';
import type { Fault } from './fault.ts';
import type { IssueGroup } from './issue.ts';
import type { UserFilter } from './userFilter.ts';

export const jobKinds = ['import-users', 'update-users', 'export-users', 'undo-job'] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobModes = ['apply', 'review', 'validate'] as const;
export type JobMode = (typeof jobModes)[number];

export const listModes = ['replace', 'merge'] as const;
export type ListMode = (typeof listModes)[number];

/** Our durable record of one request by a customer. Its `state` decides what else it carries; `advanceJob` alone moves it. */
export type Job = JobRecord & JobSituation;

export type JobRecord = {
  id: string;
  accountId: string;
  kind: JobKind;
  mode: JobMode;
  listMode: ListMode;
  /** The encoding the caller named (`?encoding=`), null = read it off the bytes. */
  encoding: string | null;
  /** Writes to this record so far; every write names the version it saw. */
  version: number;
  /** How often a worker has claimed it. A worker whose epoch is no longer the job's has lost it. */
  epoch: number;
  file: JobFile | null;
  counts: JobCounts | null;
  issueGroups: IssueGroup[];
  issueGroupsTotal: number;
  snapshot: 'consistent' | 'per_page' | null;
  createdBy: { keyId: string; name: string; userId: string | null };
  /** Who last told it what to do: asked for it, confirmed it or cancelled it. */
  actor: Actor;
  parentJobId: string | null;
  undoneBy: string | null;
  applyAt: Date | null;
  /** A hash of the plan made last: plans with the same hash do the same. Null until there is one. */
  plan: string | null;
  /** The hash of the plan that a person has agreed to. */
  confirmed: string | null;
  /** What an export is to contain; null for other kinds. */
  order: ExportOrder | null;
  /** What an undo does with users who were changed since; null for other kinds. */
  onConflict: OnConflict | null;
  /** The request it came with, for whoever traces it (W3C `traceparent`); null when nobody does. */
  trace: string | null;
  createdAt: Date;
  startedAt: Date | null;
  stateSince: Date;
  /** When its files go; null while it is open. */
  expiresAt: Date | null;
  /** Until when it can be taken back; null unless it has changed users. */
  undoUntil: Date | null;
};

/** Columns null = all. The filter is kept as such, never as ids: the file holds who matches when it is written. */
export type ExportOrder = { filter: UserFilter; columns: string[] | null; delimiter: Delimiter };

export const onConflicts = ['block', 'keep'] as const;
export type OnConflict = (typeof onConflicts)[number];

export type JobSituation =
  | { state: 'receiving' | 'queued'; confirmation: null; problem: null; finishedAt: null }
  | { state: 'validating' | 'applying' | 'exporting' | 'undoing'; confirmation: null; problem: null; finishedAt: null }
  | { state: 'scheduled'; confirmation: Confirmation | null; problem: null; finishedAt: null }
  | { state: 'awaiting_confirmation'; confirmation: Confirmation; problem: null; finishedAt: null }
  | { state: 'failed'; confirmation: null; problem: JobProblem; finishedAt: Date }
  | {
      state: 'succeeded' | 'rejected' | 'validated' | 'cancelled' | 'expired';
      confirmation: null;
      problem: null;
      finishedAt: Date;
    };

export type JobState = JobSituation['state'];

/** Why a plan waits for a person, and until when. */
export type Confirmation = {
  reason: 'review' | 'blast_radius';
  deactivated: number;
  roleChanged: number;
  ofUsers: number;
  until: Date;
};

/** What went wrong with us; `retryable` says whether resubmitting the same file may help. */
export type JobProblem = { code: Fault['code']; detail: string; retryable: boolean };

export type Delimiter = ',' | ';' | '\t';

/** The upload. `delimiter` and `encoding` are known once it has been read; sha256 is lower-case hex. */
export type JobFile = {
  name: string;
  bytes: number;
  sha256: string;
  delimiter: Delimiter | null;
  encoding: string | null;
  alreadyApplied: { jobId: string; at: Date; by: string } | null;
};

/** Rows are non-blank data rows; `invalid` those with an issue; `issues` all, file and account-wide ones included. */
export type JobCounts = {
  rows: number;
  valid: number;
  invalid: number;
  issues: number;
  created: number;
  updated: number;
  unchanged: number;
  removed: number;
  deactivated: number;
};

export const progressPhases = ['waiting', 'reading', 'applying', 'exporting', 'undoing', 'done'] as const;
export type ProgressPhase = (typeof progressPhases)[number];

/** How far a job is. Lives beside the job and never touches it: `version` says which write of the job it belongs to, `tick` only grows. */
export type JobProgress = {
  jobId: string;
  version: number;
  tick: number;
  phase: ProgressPhase;
  rowsRead: number;
  rowsTotal: number | null;
  bytesRead: number;
  bytesTotal: number | null;
};
