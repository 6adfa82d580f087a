import { Fault } from './fault.ts';
import type { Job, JobRecord, JobSituation, JobState } from './job.ts';

/** The state machine: from each state, the states it may move to. Terminal states move nowhere. */
export const legalMoves = {
  receiving: ['queued'],
  queued: ['validating', 'exporting', 'undoing', 'cancelled', 'failed'],
  validating: [
    'rejected',
    'validated',
    'awaiting_confirmation',
    'scheduled',
    'applying',
    'queued',
    'cancelled',
    'failed',
  ],
  awaiting_confirmation: ['validating', 'expired', 'cancelled', 'failed'],
  scheduled: ['validating', 'cancelled', 'failed'],
  applying: ['succeeded', 'validating', 'queued', 'cancelled', 'failed'],
  exporting: ['succeeded', 'queued', 'cancelled', 'failed'],
  undoing: ['succeeded', 'rejected', 'queued', 'cancelled', 'failed'],
  succeeded: [],
  rejected: [],
  validated: [],
  failed: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<JobState, readonly JobState[]>;

/** What a job becomes: its new situation, and whatever else became known with the move. */
export type Move = JobSituation &
  Partial<
    Pick<
      JobRecord,
      | 'actor'
      | 'file'
      | 'counts'
      | 'issueGroups'
      | 'issueGroupsTotal'
      | 'snapshot'
      | 'plan'
      | 'confirmed'
      | 'epoch'
      | 'startedAt'
      | 'expiresAt'
      | 'undoUntil'
    >
  >;

/**
 * The next version of a job. The only code that changes a job's state. What is to be read, or read again, counts nothing yet.
 * @throws Fault `illegal_move` when the state machine has no such arrow.
 */
export function advanceJob(job: Job, move: Move, at: Date): Job {
  if (!mayMove(job.state, move.state)) {
    throw new Fault('illegal_move', {
      retry: false,
      message: `${job.id} cannot move from ${job.state} to ${move.state}`,
    });
  }
  const isUnread = move.state === 'queued' || move.state === 'validating';
  const counts = isUnread ? null : (move.counts ?? job.counts);
  return { ...job, ...move, counts, version: job.version + 1, stateSince: at };
}

/** The next version of a job that stays where it is: only what is known about it changes. */
export function amendJob(job: Job, known: Partial<Pick<JobRecord, 'epoch' | 'confirmed' | 'actor'>>): Job {
  return { ...job, ...known, version: job.version + 1 };
}

/** Is there an arrow from one state to the other? */
export function mayMove(from: JobState, to: JobState): boolean {
  const next: readonly JobState[] = legalMoves[from];
  return next.includes(to);
}

/** A job in a terminal state never changes again. */
export function isTerminal(state: JobState): boolean {
  return legalMoves[state].length === 0;
}

export const terminalStates = [
  'succeeded',
  'rejected',
  'validated',
  'failed',
  'cancelled',
  'expired',
] as const satisfies JobState[];
