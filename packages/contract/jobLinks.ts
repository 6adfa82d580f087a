import type { z } from 'zod';
import type { Job, JobState } from '@muster/domain';
import type { jobLinksSchema } from './jobSchema.ts';

export type JobLinks = z.output<typeof jobLinksSchema>;
type LinkName = Exclude<keyof JobLinks, 'self' | 'source'>;

/** Where each link leads, below the job's own address. */
const paths = {
  issues: 'issues',
  errorReport: 'error-report',
  changes: 'changes',
  result: 'result',
  cancel: 'cancel',
} as const satisfies Record<LinkName, string>;

/** What each state offers, besides the job itself and its upload. */
export const linksByState = {
  receiving: [],
  queued: ['cancel'],
  validating: ['cancel'],
  awaiting_confirmation: ['changes', 'result', 'cancel'],
  scheduled: ['changes', 'result', 'cancel'],
  applying: ['changes', 'cancel'],
  exporting: ['cancel'],
  undoing: ['cancel'],
  validated: ['changes', 'result'],
  succeeded: ['changes', 'result'],
  rejected: ['issues', 'errorReport'],
  failed: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<JobState, readonly LinkName[]>;

export function jobLinks(job: Job): JobLinks {
  const self = `/v1/jobs/${job.id}`;
  const links: JobLinks = { self };
  if (job.file !== null) links.source = `${self}/source`;
  for (const name of linksByState[job.state]) links[name] = `${self}/${paths[name]}`;
  if (job.kind === 'export-users') delete links.changes;
  return links;
}

/** Does the job, in its state, offer this? */
export function offers(job: Pick<Job, 'state'>, name: LinkName): boolean {
  const offered: readonly LinkName[] = linksByState[job.state];
  return offered.includes(name);
}
