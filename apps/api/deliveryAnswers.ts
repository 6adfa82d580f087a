import { deliveryDetailView, deliveryView, formatCursor, parseCursor, Problem } from '@muster/contract';
import { isId, type Delivery, type DeliveryState, type Endpoint, type WebhookEvent } from '@muster/domain';
import { newDelivery } from '@muster/jobs';
import { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { auditEntry } from './auditEntry.ts';
import { auditOf, findEndpoint } from './changeEndpoint.ts';
import type { Created } from './created.ts';
import { cutPage } from './cutPage.ts';
import type { Claim } from './once.ts';

type Nothing = Record<string, never>;
type ListQuery = {
  limit: number;
  cursor?: string | undefined;
  endpointId?: string | undefined;
  state?: DeliveryState | undefined;
  jobId?: string | undefined;
};

export function listDeliveries({ deliveries }: ApiPorts) {
  return async ({ caller, query, response }: Ask<ListQuery>): Promise<void> => {
    const { limit, cursor, ...filter } = query;
    const scope = { list: 'webhook-deliveries', ...filter };
    const after = parseCursor(scope, cursor, z.string());
    const found = await deliveries.page(caller.accountId, { ...filter, after, limit: limit + 1 });
    const { data, last } = cutPage(found, limit);
    response.json({ data: data.map(deliveryView), nextCursor: last && formatCursor(scope, last.id) });
  };
}

export function getDelivery(ports: ApiPorts) {
  return async (ask: Ask<Nothing>): Promise<void> => {
    ask.response.json(deliveryDetailView(await findDelivery(ports, ask)));
  };
}

export function retryDelivery(ports: ApiPorts) {
  return async (ask: Ask<Nothing>, { keep }: Claim): Promise<Created> => {
    const { accountId } = ask.caller;
    const { id, endpointId } = await findDelivery(ports, ask);
    requireEnabled(await ports.endpoints.get(accountId, endpointId));
    const shown = (delivery: Delivery): Created => ({ status: 202, headers: {}, body: deliveryView(delivery) });
    const audit = auditEntry(ports, ask, 'delivery.retried', { id, endpointId });
    const retried = await ports.deliveries.retry(accountId, id, { audit, keep: (delivery) => keep(shown(delivery)) });
    if (retried === null) throw notFound(); // it was kept for long enough, at this very moment
    return shown(retried);
  };
}

export function testEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing>, { keep }: Claim): Promise<Created> => {
    const endpoint = requireEnabled(await findEndpoint(ports, ask));
    const { accountId } = endpoint;
    const event: WebhookEvent = {
      id: ports.newId('event'),
      accountId,
      type: 'webhook.test',
      job: null,
      at: ports.clock(),
    };
    const delivery = newDelivery(ports, event, endpoint, [0]);
    const created: Created = { status: 202, headers: {}, body: deliveryView(delivery) };
    const audit = auditOf(ports, ask, endpoint, 'tested');
    await ports.events.addTold(event, ports.eventBody(event), delivery, { audit, keeping: keep(created) });
    return created;
  };
}

export function recoverEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing, { since: string }>, { keep }: Claim): Promise<Created> => {
    const endpoint = requireEnabled(await findEndpoint(ports, ask));
    const { accountId, id } = endpoint;
    const since = new Date(ask.body.since);
    const shown = (recovered: number): Created => ({ status: 202, headers: {}, body: { recovered } });
    const audit = auditOf(ports, ask, endpoint, 'recovered', { since: ask.body.since });
    const act = { audit, keep: (recovered: number) => keep(shown(recovered)) };
    return shown(await ports.deliveries.recover(accountId, id, since, act));
  };
}

async function findDelivery({ deliveries }: ApiPorts, { caller, id }: Ask<Nothing>): Promise<Delivery> {
  const delivery = isId('delivery', id) ? await deliveries.get(caller.accountId, id) : null;
  if (delivery === null) throw notFound();
  return delivery;
}

function notFound(): Problem {
  return new Problem('not_found', 'There is no webhook delivery with this id.');
}

/** What is disabled, or gone, is not called: whoever asks for it should know. */
function requireEnabled(endpoint: Endpoint | null): Endpoint {
  if (endpoint?.enabled === true) return endpoint;
  const state = endpoint === null ? 'deleted' : 'disabled';
  throw new Problem('invalid_state', `The endpoint is ${state}; nothing is sent to it.`, { state });
}
