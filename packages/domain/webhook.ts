import { assertNever } from './assertNever.ts';
import type { Job } from './job.ts';

/** What receivers can be told about. */
export const eventTypes = [
  'job.succeeded',
  'job.rejected',
  'job.failed',
  'job.cancelled',
  'job.validated',
  'job.expired',
  'job.awaiting_confirmation',
  'webhook.test',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What happened. `job` is the job as it was committed together with the event; a test tells of none. */
export type WebhookEvent = { id: string; accountId: string; at: Date } & (
  { type: Exclude<EventType, 'webhook.test'>; job: Job } | { type: 'webhook.test'; job: null }
);

/** Where an account wants to be told, and of what. */
export type Endpoint = {
  id: string;
  accountId: string;
  url: string;
  types: EventType[];
  description: string;
  enabled: boolean;
  disabledAt: Date | null;
  disabledReason: DisabledReason | null;
  /** The newest first; those before it sign as well until their time is over. */
  secrets: SealedSecret[];
  /** Since when nothing but failures was heard from it. */
  failingSince: Date | null;
  /** Writes by administrators so far; every one names the version it saw. */
  version: number;
  createdAt: Date;
};

export const disabledReasons = ['by_admin', 'gone', 'failing'] as const;
export type DisabledReason = (typeof disabledReasons)[number];

/** A signing secret, encrypted; `until`: when it stops signing, null = it does not. */
export type SealedSecret = { sealed: string; until: Date | null };

export const deliveryStates = ['pending', 'delivered', 'exhausted', 'disabled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Our duty to tell one endpoint of one event: there is one of each pair, whatever dies. */
export type Delivery = {
  id: string;
  accountId: string;
  endpointId: string;
  eventId: string;
  type: EventType;
  jobId: string | null;
  /** Of its job. */
  trace: string | null;
  /** When it happened. */
  at: Date;
  state: DeliveryState;
  /** Attempts since it was begun, or begun again: the place in the schedule. */
  tries: number;
  /** When the next attempt is due; means nothing unless it is pending. */
  dueAt: Date;
  /** The latest of them, in order. */
  attempts: DeliveryAttempt[];
};

/** One call of an endpoint: what it answered, or why it did not. `response`: the first 1 kB of the body. */
export type DeliveryAttempt = {
  at: Date;
  /** How long it took. */
  ms: number;
  status: number | null;
  error: DeliveryFailure | null;
  response: string | null;
  /** Which address was called; null when none was. */
  address: string | null;
};

/** `status`: it answered, but not with 2xx; `redirect`: with 3xx, which is never followed; `blocked`: never called, the address is not public. */
export type DeliveryFailure =
  'status' | 'redirect' | 'timeout' | 'refused' | 'reset' | 'unreachable' | 'dns' | 'tls' | 'protocol' | 'blocked';

const dayMs = 86_400_000;

/** An endpoint that has answered nothing but failures for 5 days is not called any more. */
export function isFailingTooLong(failingSince: Date | null, now: Date): boolean {
  return failingSince !== null && now.getTime() - failingSince.getTime() >= 5 * dayMs;
}

/** Only states that people are told about have an event; settling into another one is a mistake of ours. */
export function jobEventType(job: Job): Exclude<EventType, 'webhook.test'> {
  switch (job.state) {
    case 'succeeded':
    case 'rejected':
    case 'failed':
    case 'cancelled':
    case 'validated':
    case 'expired':
    case 'awaiting_confirmation':
      return `job.${job.state}`;
    case 'receiving':
    case 'queued':
    case 'validating':
    case 'scheduled':
    case 'applying':
    case 'exporting':
    case 'undoing':
      throw new Error(`nobody is told about a job in ${job.state}`);
    default:
      return assertNever(job);
  }
}
