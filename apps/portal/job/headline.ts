import type { JobView } from '@muster/contract';
import { formatTime } from '../parts/formatTime.ts';
import { texts } from '../texts/index.ts';

/** How a job is, in one line: its heading, and what is announced when it changes. */
export function headline(job: JobView): string {
  const { issues, result, review } = texts;
  const { kind, counts } = job;
  switch (job.state) {
    case 'receiving':
    case 'queued':
    case 'validating':
    case 'applying':
    case 'exporting':
    case 'undoing':
      return result.workingOn(result.working[job.state], job.file?.name ?? null);
    case 'awaiting_confirmation':
      return job.confirmation?.reason === 'blast_radius' ? review.blastTitle : review.titles[kind];
    case 'scheduled':
      return (job.confirmation === null ? review.scheduledTitle : review.unconfirmedTitle)(
        formatTime(job.applyAt ?? job.createdAt),
      );
    case 'validated':
      return review.validatedTitle;
    case 'rejected':
      return issues.title(issues.nothing[kind], counts?.issues ?? 0, job.issueGroupsTotal);
    case 'succeeded':
      return counts === null || isIdle(job) ? result.nothingChanged : result.succeeded[kind](counts);
    case 'failed':
      return result.failedTitle;
    case 'cancelled':
      return result.cancelledTitle;
    case 'expired':
      return result.expiredTitle;
  }
}

function isIdle({ kind, counts }: JobView): boolean {
  return kind !== 'export-users' && counts !== null && counts.created + counts.updated + counts.removed === 0;
}
