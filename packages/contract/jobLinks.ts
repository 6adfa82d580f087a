import type { z } from 'zod';
import { assertNever, type Job, type JobState } from '@muster/domain';
import type { jobLinksSchema } from './jobSchema.ts';

export type JobLinks = z.output<typeof jobLinksSchema>;
type LinkName = Exclude<keyof JobLinks, 'self' | 'events' | 'source'>;

/** Where each link leads, below the job's own address. */
const paths = {
  issues: 'issues',
  errorReport: 'error-report',
  changes: 'changes',
  result: 'result',
  confirm: 'confirm',
  cancel: 'cancel',
  undo: 'undo',
  fix: 'fix',
} as const satisfies Record<LinkName, string>;

/** What each state offers, besides the job itself and its upload. */
export const linksByState = {
  receiving: [],
  queued: ['cancel'],
  validating: ['cancel'],
  awaiting_confirmation: ['changes', 'result', 'confirm', 'cancel'],
  scheduled: ['changes', 'result', 'confirm', 'cancel'],
  applying: ['changes', 'cancel'],
  exporting: ['cancel'],
  undoing: ['cancel'],
  validated: ['changes', 'result'],
  succeeded: ['changes', 'result', 'undo'],
  rejected: ['issues', 'errorReport', 'fix'],
  failed: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<JobState, readonly LinkName[]>;

export function jobLinks(job: Job, now: Date): JobLinks {
  const self = `/v1/jobs/${job.id}`;
  const links: JobLinks = { self, events: `${self}/events` };
  if (hasUpload(job) && job.file !== null) links.source = `${self}/source`;
  for (const name of linksByState[job.state]) if (offers(job, name)) links[name] = `${self}/${paths[name]}`;
  if (isPastUndo(job, now)) delete links.undo;
  return links;
}

/** Does the job, in its state, offer this? */
export function offers(job: Job, name: LinkName): boolean {
  const offered: readonly LinkName[] = linksByState[job.state];
  return offered.includes(name) && suits(job, name);
}

/** Is it too late to take back what the job did? */
export function isPastUndo({ undoUntil }: Pick<Job, 'undoUntil'>, now: Date): boolean {
  return undoUntil !== null && undoUntil <= now;
}

/** An export changes nobody, an undo has no file to correct, and what is agreed to or taken back already is not asked again. */
function suits(job: Job, name: LinkName): boolean {
  switch (name) {
    case 'changes':
      return job.kind !== 'export-users';
    case 'undo':
      return job.kind !== 'export-users' && job.undoneBy === null;
    case 'confirm':
      return job.confirmation !== null;
    case 'fix':
      return hasUpload(job);
    case 'issues':
    case 'errorReport':
    case 'result':
    case 'cancel':
      return true;
    default:
      return assertNever(name);
  }
}

function hasUpload({ kind }: Job): boolean {
  return kind === 'import-users' || kind === 'update-users';
}
