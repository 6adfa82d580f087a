import type { JobView } from '@muster/contract';

/** How the command ends when it is not the job that decides; beyond 64 as BSD's sysexits.h numbers them. */
export const exitCodes = {
  done: 0,
  /** The server would not do it: no such job, not in this state, too large … */
  refused: 1,
  usage: 64,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  cannotWrite: 73,
  damaged: 74,
  notUnderstood: 76,
  noPermission: 77,
  interrupted: 130,
} as const;

/** What a script learns from the state of a job. Open jobs are 0: they were accepted, and nothing is wrong yet. */
export const exitCodeByState = {
  receiving: 0,
  queued: 0,
  validating: 0,
  awaiting_confirmation: 0,
  scheduled: 0,
  applying: 0,
  exporting: 0,
  undoing: 0,
  validated: 0,
  succeeded: 0,
  rejected: 2,
  failed: 3,
  cancelled: 4,
  expired: 4,
} as const satisfies Record<JobView['state'], number>;
