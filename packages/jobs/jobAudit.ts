import type { AuditEntry, Job, NewId } from '@muster/domain';

/** What a caller told a job to do: for the audit log, written with it. How jobs end is noted by the stores that end them. */
export function jobAudit(
  newId: NewId,
  { id: jobId, accountId, actor, kind, mode, parentJobId, stateSince: at }: Job,
  action: 'job.submitted' | 'job.confirmed',
  detail: AuditEntry['detail'] = {},
): AuditEntry {
  const { keyId, name, requestId } = actor;
  const what = { kind, mode, parentJobId, ...detail };
  return { id: newId('audit'), accountId, action, by: { keyId, name }, jobId, requestId, detail: what, at };
}
