import { deliveryDetailView, deliveryView, formatCursor, parseCursor, Problem } from '@muster/contract';
import { isId, type Delivery, type DeliveryState, type Endpoint, type WebhookEvent } from '@muster/domain';
import { newDelivery } from '@muster/jobs';
import { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { findEndpoint } from './changeEndpoint.ts';
import type { Created } from './created.ts';
import { cutPage } from './cutPage.ts';

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
  return async (ask: Ask<Nothing>): Promise<Created> => {
    const { accountId } = ask.caller;
    const delivery = await findDelivery(ports, ask);
    requireEnabled(await ports.endpoints.get(accountId, delivery.endpointId));
    await ports.deliveries.retry(accountId, delivery.id);
    return { status: 202, headers: {}, body: deliveryView(await findDelivery(ports, ask)) };
  };
}

/** The event comes before its delivery: should this process die in between, nothing is sent, and nobody was told that it is. */
export function testEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing>): Promise<Created> => {
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
    await ports.events.add(event, ports.eventBody(event));
    await ports.deliveries.add(delivery);
    return { status: 202, headers: {}, body: deliveryView(delivery) };
  };
}

export function recoverEndpoint(ports: ApiPorts) {
  return async (ask: Ask<Nothing, { since: string }>): Promise<Created> => {
    const endpoint = requireEnabled(await findEndpoint(ports, ask));
    const since = new Date(ask.body.since);
    const recovered = await ports.deliveries.recover(endpoint.accountId, endpoint.id, since);
    return { status: 202, headers: {}, body: { recovered } };
  };
}

async function findDelivery({ deliveries }: ApiPorts, { caller, id }: Ask<Nothing>): Promise<Delivery> {
  const delivery = isId('delivery', id) ? await deliveries.get(caller.accountId, id) : null;
  if (delivery === null) throw new Problem('not_found', 'There is no webhook delivery with this id.');
  return delivery;
}

/** What is disabled, or gone, is not called: whoever asks for it should know. */
function requireEnabled(endpoint: Endpoint | null): Endpoint {
  if (endpoint?.enabled === true) return endpoint;
  const state = endpoint === null ? 'deleted' : 'disabled';
  throw new Problem('invalid_state', `The endpoint is ${state}; nothing is sent to it.`, { state });
}
