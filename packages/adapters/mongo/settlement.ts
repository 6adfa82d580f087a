import { jobEventType, type Job, type NewId } from '@muster/domain';
import type { AuditDoc, EventDoc } from './collections.ts';
import { eventDoc } from './eventStore.ts';

/** What is written together with a job's new state: the event people are told, and the audit entry. */
export function settlement(job: Job, newId: NewId): { event: EventDoc; audit: AuditDoc } {
  const { accountId, stateSince: at, actor } = job;
  const type = jobEventType(job);
  return {
    event: eventDoc({ id: newId('event'), accountId, type, job, at }, { body: null, told: false }),
    audit: {
      _id: newId('audit'),
      accountId,
      action: type,
      by: { keyId: actor.keyId, name: actor.name },
      jobId: job.id,
      requestId: actor.requestId,
      detail: { kind: job.kind, mode: job.mode, counts: job.counts },
      at,
    },
  };
}
