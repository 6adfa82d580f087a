import { assertNever, type Job, type JobProgress } from '@muster/domain';
import type { JobView } from './jobSchema.ts';

type ProgressView = JobView['progress'];

/**
 * How far the job is, to be shown with its state: both come from one version of the job, so what is shown never goes
 * back. Where no progress was recorded for this version, the state itself says what is known.
 */
export function jobProgressView(job: Job, progress: JobProgress | null): ProgressView {
  const shown = shownProgress(job, progress);
  const recorded = shown && viewOf(shown);
  switch (job.state) {
    case 'receiving':
    case 'queued':
      return start(job, 'waiting');
    case 'validating':
      return recorded ?? start(job, 'reading');
    case 'applying':
      return {
        ...start(job, 'applying'),
        rowsTotal: job.counts?.rows ?? null,
        ...recorded,
        bytesRead: bytes(job) ?? 0,
      };
    case 'exporting':
      return recorded ?? start(job, 'exporting');
    case 'undoing':
      return recorded ?? start(job, 'undoing');
    case 'awaiting_confirmation':
    case 'scheduled':
    case 'expired':
      return complete(job, 'waiting');
    case 'succeeded':
    case 'rejected':
    case 'validated':
      return complete(job, 'done');
    case 'failed':
    case 'cancelled':
      return recorded ?? (job.counts === null ? start(job, 'waiting') : complete(job, 'waiting'));
    default:
      return assertNever(job);
  }
}

/** What was recorded for this write of the job; for one that was ended before its time, for the write that was ended. */
export function shownProgress({ state, version }: Job, progress: JobProgress | null): JobProgress | null {
  const isCutShort = state === 'failed' || state === 'cancelled';
  return progress?.version === version - Number(isCutShort) ? progress : null;
}

function start(job: Job, phase: ProgressView['phase']): ProgressView {
  return { phase, rowsRead: 0, rowsTotal: null, bytesRead: 0, bytesTotal: bytes(job) };
}

function complete(job: Job, phase: ProgressView['phase']): ProgressView {
  const rows = job.counts?.rows ?? 0;
  return { phase, rowsRead: rows, rowsTotal: rows, bytesRead: bytes(job) ?? 0, bytesTotal: bytes(job) };
}

function bytes(job: Job): number | null {
  return job.file?.bytes ?? null;
}

function viewOf({ phase, rowsRead, rowsTotal, bytesRead, bytesTotal }: JobProgress): ProgressView {
  return { phase, rowsRead, rowsTotal, bytesRead, bytesTotal };
}
