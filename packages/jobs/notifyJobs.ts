import type { Endpoint, WebhookEvent } from '@muster/domain';
import type { Ports } from './ports.ts';

type Needs = Pick<Ports, 'events' | 'endpoints' | 'deliveries' | 'eventBody' | 'newId' | 'log'>;

const perRound = 100;
const perPage = 100;

/**
 * Turns every new event of the outbox into one delivery per endpoint that wants to know. Each step can be done again, by
 * whomever: whoever dies in the middle leaves an event that is found untold, and what is there already stays as it is.
 */
export async function notifyJobs(ports: Needs, schedule: readonly number[]): Promise<void> {
  for (const event of await ports.events.untold(perRound)) {
    await ports.events.keepBody(event.id, ports.eventBody(event));
    for (const endpoint of await wholeList(ports, event.accountId)) {
      if (endpoint.types.includes(event.type))
        await ports.deliveries.add(newDelivery(ports, event, endpoint, schedule));
    }
    await ports.events.markTold(event.id);
  }
}

/** A disabled endpoint has its delivery too, marked so: that is how it can be recovered. */
export function newDelivery(
  { newId }: Pick<Ports, 'newId'>,
  event: WebhookEvent,
  endpoint: Endpoint,
  schedule: readonly number[],
): Parameters<Ports['deliveries']['add']>[0] {
  return {
    id: newId('delivery'),
    accountId: event.accountId,
    endpointId: endpoint.id,
    eventId: event.id,
    type: event.type,
    jobId: event.job?.id ?? null,
    trace: event.job?.trace ?? null,
    at: event.at,
    state: endpoint.enabled ? 'pending' : 'disabled',
    tries: 0,
    dueAt: new Date(event.at.getTime() + (schedule[0] ?? 0)),
    attempts: [],
  };
}

async function wholeList({ endpoints }: Needs, accountId: string): Promise<Endpoint[]> {
  const all: Endpoint[] = [];
  for (let after: string | null = null; ;) {
    const page: Endpoint[] = await endpoints.page(accountId, { after, limit: perPage });
    all.push(...page);
    after = page.at(-1)?.id ?? null;
    if (page.length < perPage) return all;
  }
}
