import { assertNever, type Job, type NewId } from '@muster/domain';
import type { AuditDoc, EventDoc } from './collections.ts';

/** What is written together with a job's new state: the event people are told, and the audit entry. */
export function settlement(job: Job, newId: NewId): { event: EventDoc; audit: AuditDoc } {
  const at = job.stateSince;
  return {
    event: {
      _id: newId('event'),
      accountId: job.accountId,
      type: eventType(job),
      jobId: job.id,
      version: job.version,
      job,
      at,
    },
    audit: {
      _id: newId('audit'),
      accountId: job.accountId,
      action: eventType(job),
      by: { keyId: job.createdBy.keyId, name: job.createdBy.name },
      jobId: job.id,
      requestId: null,
      detail: { kind: job.kind, mode: job.mode, counts: job.counts },
      at,
    },
  };
}

/** Only states that people are told about have an event; settling into another one is a mistake of ours. */
function eventType(job: Job): string {
  switch (job.state) {
    case 'succeeded':
    case 'rejected':
    case 'failed':
    case 'cancelled':
    case 'validated':
    case 'expired':
    case 'awaiting_confirmation':
      return `job.${job.state}`;
    case 'receiving':
    case 'queued':
    case 'validating':
    case 'scheduled':
    case 'applying':
    case 'exporting':
    case 'undoing':
      throw new Error(`nobody is told about a job in ${job.state}`);
    default:
      return assertNever(job);
  }
}
