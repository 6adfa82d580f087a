import { Problem } from '@muster/contract';
import { isId, type AuditEntry, type Caller, type Endpoint } from '@muster/domain';
import { endpointAudit, type Keep } from '@muster/jobs';
import type { Response } from 'express';
import type { ApiPorts } from './apiPorts.ts';
import { requestIdOf } from './requestId.ts';

type Asked = { caller: Caller; id: string; response: Response };
type Decision = { after: Endpoint; verb: string; detail?: AuditEntry['detail'] };

/** Only another administrator can be in the way, again and again. */
const mostAttempts = 20;

/** Writes what `decide` makes of the endpoint as it is, anew when somebody changed it meanwhile; null = nothing to do. */
export async function changeEndpoint(
  ports: ApiPorts,
  ask: Asked,
  decide: (before: Endpoint) => Promise<Decision | null>,
  keep: Keep<Endpoint> = () => null,
): Promise<Endpoint> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const before = await findEndpoint(ports, ask);
    const decision = await decide(before);
    if (decision === null) return before;
    const { verb, detail } = decision;
    const after = { ...decision.after, version: before.version + 1 };
    const audit = auditOf(ports, ask, after, verb, detail);
    if (await ports.endpoints.save(before, after, { audit, keeping: keep(after) })) return after;
  }
  throw new Problem('unavailable', 'The endpoint keeps changing; nothing was written.');
}

export async function findEndpoint({ endpoints }: ApiPorts, { caller, id }: Asked): Promise<Endpoint> {
  const endpoint = isId('endpoint', id) ? await endpoints.get(caller.accountId, id) : null;
  if (endpoint === null) throw new Problem('not_found', 'There is no webhook endpoint with this id.');
  return endpoint;
}

export function auditOf(
  { newId, clock }: ApiPorts,
  { caller, response }: Asked,
  endpoint: Endpoint,
  verb: string,
  detail: AuditEntry['detail'] = {},
): AuditEntry {
  const by = { keyId: caller.keyId, name: caller.keyName };
  return endpointAudit(newId, endpoint, { verb, at: clock(), by, requestId: requestIdOf(response), detail });
}
