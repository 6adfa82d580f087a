import type { AuditEntry, Caller } from '@muster/domain';
import type { Response } from 'express';
import type { ApiPorts } from './apiPorts.ts';
import { requestIdOf } from './requestId.ts';

/** Who did what, at this moment, with this very request. */
export function auditEntry(
  { newId, clock }: Pick<ApiPorts, 'newId' | 'clock'>,
  { caller, response }: { caller: Caller; response: Response },
  action: string,
  detail: AuditEntry['detail'],
): AuditEntry {
  return {
    id: newId('audit'),
    accountId: caller.accountId,
    action,
    by: { keyId: caller.keyId, name: caller.keyName },
    jobId: null,
    requestId: requestIdOf(response),
    detail,
    at: clock(),
  };
}
