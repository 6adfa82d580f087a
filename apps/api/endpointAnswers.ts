import { endpointInput, endpointView, mergePatch, Problem, type EndpointInput } from '@muster/contract';
import type { Endpoint } from '@muster/domain';
import { changedMembers } from './administer.ts';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { Created } from './created.ts';
import { auditOf, changeEndpoint, findEndpoint } from './changeEndpoint.ts';
import type { Claim } from './once.ts';
import { parseBody, wrongInput } from './parseInput.ts';
import type { Collection } from './referenceAnswers.ts';

type Nothing = Record<string, never>;

/** Nobody needs more; each one is a call for every job. */
const mostEndpoints = 50;
const hourMs = 3_600_000;

export function endpointCollection({ endpoints }: ApiPorts): Collection<Endpoint> {
  return {
    name: 'webhook-endpoints',
    idKind: 'endpoint',
    page: (accountId, page) => endpoints.page(accountId, page),
    get: (accountId, id) => endpoints.get(accountId, id),
    show: () => Promise.resolve(endpointView),
  };
}

export function createEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing, EndpointInput>, { keep }: Claim): Promise<Created> => {
    const { accountId } = ask.caller;
    await requireCallable(ports, ask.body.url);
    const there = await ports.endpoints.page(accountId, { after: null, limit: mostEndpoints });
    if (there.length >= mostEndpoints) {
      throw wrongInput([
        { path: 'url', message: `An account may have ${mostEndpoints} endpoints, which this one has.` },
      ]);
    }
    const id = ports.newId('endpoint');
    const { secret, sealed } = ports.webhooks.makeSecret(id);
    const at = ports.clock();
    const { enabled, ...input } = ask.body;
    const endpoint: Endpoint = {
      id,
      accountId,
      ...input,
      ...switched(enabled, at),
      secrets: [{ sealed, until: null }],
      version: 1,
      createdAt: at,
    };
    const created = withSecret(201, endpoint, secret);
    await ports.endpoints.insert(endpoint, {
      audit: auditOf(ports, ask, endpoint, 'created'),
      keeping: keep(created),
    });
    return created;
  };
}

export function updateEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing, Record<string, unknown>>): Promise<void> => {
    const endpoint = await changeEndpoint(ports, ask, async (before) => {
      const { url, types, description, enabled } = before;
      const input = parseBody(endpointInput, mergePatch({ url, types, description, enabled }, ask.body));
      if (input.url !== url) await requireCallable(ports, input.url);
      const toggled = input.enabled === enabled ? {} : switched(input.enabled, ports.clock());
      const after = { ...before, ...input, ...toggled };
      const changes = changedMembers(endpointView(before), endpointView(after));
      return changes && { after, verb: 'updated', detail: { changes } };
    });
    ask.response.json(endpointView(endpoint));
  };
}

export function enableEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing>): Promise<void> => {
    const endpoint = await changeEndpoint(ports, ask, (before) => {
      if (before.enabled) return Promise.resolve(null);
      return Promise.resolve({ after: { ...before, ...switched(true, ports.clock()) }, verb: 'enabled' });
    });
    ask.response.json(endpointView(endpoint));
  };
}

/** What signed alone until now signs as well for a while; what was before it is over. */
export function rotateSecret(ports: ApiPorts) {
  return async (ask: Ask<Nothing, { overlapHours: number }>, { keep }: Claim): Promise<Created> => {
    const { overlapHours } = ask.body;
    const { secret, sealed } = ports.webhooks.makeSecret(ask.id);
    const until = new Date(ports.clock().getTime() + overlapHours * hourMs);
    const shown = (endpoint: Endpoint): Created => withSecret(200, endpoint, secret);
    const decide: Parameters<typeof changeEndpoint>[2] = (before) => {
      const old = overlapHours === 0 ? [] : before.secrets.slice(0, 1).map((one) => ({ ...one, until }));
      const after = { ...before, secrets: [{ sealed, until: null }, ...old] };
      return Promise.resolve({ after, verb: 'secret_rotated', detail: { overlapHours } });
    };
    return shown(await changeEndpoint(ports, ask, decide, (endpoint) => keep(shown(endpoint))));
  };
}

export function deleteEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing>): Promise<void> => {
    const endpoint = await findEndpoint(ports, ask);
    const audit = auditOf(ports, ask, endpoint, 'deleted');
    const removed = await ports.endpoints.remove(endpoint, { audit, keeping: null });
    if (!removed) throw new Problem('unavailable', 'The endpoint was changed at the same moment; nothing was deleted.');
    ask.response.status(204).end();
  };
}

async function requireCallable({ webhooks }: ApiPorts, url: string): Promise<void> {
  const refusal = await webhooks.refuseUrl(url);
  if (refusal !== null) throw wrongInput([{ path: 'url', message: `url: ${refusal}.` }]);
}

/** The secret is shown this once: a request that is repeated is told that there is one, not which. */
function withSecret(status: 200 | 201, endpoint: Endpoint, secret: string): Created {
  const view = endpointView(endpoint);
  const headers: Record<string, string> = status === 201 ? { Location: `/v1/webhook-endpoints/${endpoint.id}` } : {};
  return { status, headers, body: { ...view, secret }, kept: { ...view, secret: null } };
}

/** Enabled afresh, or disabled by hand. */
function switched(
  enabled: boolean,
  at: Date,
): Pick<Endpoint, 'enabled' | 'disabledAt' | 'disabledReason' | 'failingSince'> {
  return enabled
    ? { enabled, disabledAt: null, disabledReason: null, failingSince: null }
    : { enabled, disabledAt: at, disabledReason: 'by_admin', failingSince: null };
}
