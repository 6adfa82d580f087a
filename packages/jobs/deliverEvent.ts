import {
  isFailingTooLong,
  nextDelay,
  type AuditEntry,
  type Delivery,
  type DeliveryAttempt,
  type DisabledReason,
  type Endpoint,
} from '@muster/domain';
import type { HeldDelivery, Ports } from './ports.ts';

type Needs = Pick<Ports, 'endpoints' | 'events' | 'deliveries' | 'sendEvent' | 'newId' | 'log'>;
type Sent = Awaited<ReturnType<Ports['sendEvent']>>;

/** Older ones are forgotten: a delivery that is retried by hand again and again must not grow for ever. */
const attemptsKept = 30;

/** One attempt at a claimed delivery, and what follows from it: done, later, or never again. */
export async function deliverEvent(ports: Needs, held: HeldDelivery, schedule: readonly number[]): Promise<void> {
  const endpoint = await ports.endpoints.get(held.accountId, held.endpointId);
  const body = await ports.events.body(held.eventId);
  if (endpoint === null || body === null || !endpoint.enabled) {
    const { tries, dueAt, attempts } = held;
    return ports.deliveries.note(held, { state: 'disabled', tries, dueAt, attempts });
  }
  const { eventId, now: at, trace } = held;
  const sent = await ports.sendEvent({ endpoint, eventId, body, at, trace });
  const { retryAfterMs, ...attempt } = sent;
  const tries = held.tries + 1;
  const delayMs = nextDelay(schedule, { tries, retryAfterMs, random: Math.random() });
  const endedAt = new Date(held.now.getTime() + sent.ms);
  await ports.deliveries.note(held, {
    state: stateAfter(sent, delayMs),
    tries,
    dueAt: new Date(endedAt.getTime() + (delayMs ?? 0)),
    attempts: [...held.attempts, attempt].slice(-attemptsKept),
  });
  logAttempt(ports, held, attempt);
  if (attempt.error === null) return ports.endpoints.noteSuccess(endpoint.accountId, endpoint.id);
  const failingSince = await ports.endpoints.noteFailure(endpoint.accountId, endpoint.id, endedAt);
  if (attempt.status === 410) await disable(ports, endpoint, 'gone', endedAt);
  else if (isFailingTooLong(failingSince, endedAt)) await disable(ports, endpoint, 'failing', endedAt);
}

/** The entry that tells who changed an endpoint; null = Muster itself did. Its secrets stay out of it. */
export function endpointAudit(
  newId: Ports['newId'],
  endpoint: Endpoint,
  {
    verb,
    at,
    by,
    requestId,
    detail = {},
  }: {
    verb: string;
    at: Date;
    by: AuditEntry['by'] | null;
    requestId: string | null;
    detail?: AuditEntry['detail'];
  },
): AuditEntry {
  return {
    id: newId('audit'),
    accountId: endpoint.accountId,
    action: `endpoint.${verb}`,
    by: by ?? { keyId: '', name: 'Muster' },
    jobId: null,
    requestId,
    detail: { id: endpoint.id, url: endpoint.url, ...detail },
    at,
  };
}

function stateAfter({ status, error }: Sent, delayMs: number | null): Delivery['state'] {
  if (error === null) return 'delivered';
  if (status === 410) return 'disabled';
  return delayMs === null ? 'exhausted' : 'pending';
}

/** An administrator who changes the endpoint at this very moment wins: what is wrong with it shows again. */
async function disable(ports: Needs, endpoint: Endpoint, reason: DisabledReason, at: Date): Promise<void> {
  const disabled = {
    ...endpoint,
    enabled: false,
    disabledAt: at,
    disabledReason: reason,
    version: endpoint.version + 1,
  };
  const audit = endpointAudit(ports.newId, disabled, {
    verb: 'disabled',
    at,
    by: null,
    requestId: null,
    detail: { reason },
  });
  if (!(await ports.endpoints.save(endpoint, disabled, { audit, keeping: null }))) return;
  const { accountId, id: endpointId } = endpoint;
  ports.log.warn({ accountId, endpointId, reason }, 'the endpoint is disabled');
}

function logAttempt({ log }: Needs, held: HeldDelivery, { status, error, ms }: DeliveryAttempt): void {
  const { id: deliveryId, accountId, endpointId, jobId, type } = held;
  log.info({ deliveryId, accountId, endpointId, jobId, type, status, error, ms }, 'webhook attempted');
}
