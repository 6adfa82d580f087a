import type { Actor, AuditEntry, Caller } from '@muster/domain';
import type { Response } from 'express';
import type { ApiPorts } from './apiPorts.ts';
import { requestIdOf } from './requestId.ts';

type Asking = { caller: Caller; response: Response };

/** Who tells a job what to do, with this very request. */
export function actorOf({ caller, response }: Asking): Actor {
  return { keyId: caller.keyId, name: caller.keyName, requestId: requestIdOf(response) };
}

/** Who did what, at this moment, with this very request. */
export function auditEntry(
  { newId, clock }: Pick<ApiPorts, 'newId' | 'clock'>,
  { caller, response }: Asking,
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
