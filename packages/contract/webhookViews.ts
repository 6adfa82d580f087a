import type { Delivery, Endpoint, Job, WebhookEvent } from '@muster/domain';
import { jobView } from './jobView.ts';
import type { DeliveryDetailView, DeliveryView, EndpointView, EventView } from './webhookSchemas.ts';

/** What a receiver is sent. A pure function of what was committed. */
export function eventView(event: WebhookEvent): EventView {
  const { type, at } = event;
  return { type, timestamp: at.toISOString(), data: event.job === null ? {} : { job: eventJob(event.job) } };
}

export function endpointView(endpoint: Endpoint): EndpointView {
  const { id, url, types, description, enabled, disabledAt, disabledReason, createdAt } = endpoint;
  return {
    id,
    url,
    types,
    description,
    enabled,
    disabledAt: disabledAt === null ? null : disabledAt.toISOString(),
    disabledReason,
    createdAt: createdAt.toISOString(),
  };
}

export function deliveryView(delivery: Delivery): DeliveryView {
  const { id, endpointId, eventId, type, jobId, state, at, dueAt, attempts } = delivery;
  return {
    id,
    endpointId,
    eventId,
    type,
    jobId,
    state,
    createdAt: at.toISOString(),
    nextAttemptAt: state === 'pending' ? dueAt.toISOString() : null,
    attemptCount: attempts.length,
  };
}

export function deliveryDetailView(delivery: Delivery): DeliveryDetailView {
  const attempts = delivery.attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() }));
  return { ...deliveryView(delivery), attempts };
}

function eventJob(job: Job): NonNullable<EventView['data']['job']> {
  const { issueGroups: _groups, file, ...rest } = jobView(job, null, job.stateSince);
  if (file === null) return { ...rest, file };
  const { name: _name, ...bytes } = file;
  return { ...rest, file: bytes };
}
