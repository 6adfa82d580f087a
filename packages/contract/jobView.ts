import type { Change, Job, JobProgress } from '@muster/domain';
import { isPastUndo, jobLinks } from './jobLinks.ts';
import { jobProgressView, shownProgress } from './jobProgressView.ts';
import type { ChangeView, JobView } from './jobSchema.ts';

/**
 * The only maker of job JSON. `progress`: what was read just before the job, or null; it may belong to another version.
 * `now` decides whether it is too late to undo.
 */
export function jobView(job: Job, progress: JobProgress | null, now: Date): JobView {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    mode: job.mode,
    version: job.version,
    attempt: job.epoch,
    progress: jobProgressView(job, progress),
    counts: job.counts,
    issueGroups: job.issueGroups,
    issueGroupsTotal: job.issueGroupsTotal,
    problem: job.problem,
    confirmation: job.confirmation && { ...job.confirmation, until: job.confirmation.until.toISOString() },
    file: fileView(job),
    snapshot: job.snapshot,
    createdBy: { keyId: job.createdBy.keyId, name: job.createdBy.name },
    parentJobId: job.parentJobId,
    undoneBy: job.undoneBy,
    applyAt: time(job.applyAt),
    createdAt: job.createdAt.toISOString(),
    startedAt: time(job.startedAt),
    finishedAt: time(job.finishedAt),
    expiresAt: time(job.expiresAt),
    links: jobLinks(job, now),
  };
}

/** Strong: the same tag, the same bytes. */
export function jobEtag(job: Job, progress: JobProgress | null, now: Date): string {
  return `"${job.version}.${jobTick(job, progress, now)}"`;
}

/**
 * Tells apart what is shown of one version of the job: only grows. That it is too late to undo is the last tick of a job that
 * has no progress any more.
 */
export function jobTick(job: Job, progress: JobProgress | null, now: Date): number {
  return (shownProgress(job, progress)?.tick ?? 0) + Number(isPastUndo(job, now));
}

/** A planned or made change, without what only an undo needs. */
export function changeView(change: Change): ChangeView {
  const { row, userId, userEmail, action, fields } = change;
  return { row, userId, userEmail, action, fields };
}

function fileView({ file }: Job): JobView['file'] {
  if (file === null) return null;
  const { alreadyApplied } = file;
  return { ...file, alreadyApplied: alreadyApplied && { ...alreadyApplied, at: alreadyApplied.at.toISOString() } };
}

function time(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
