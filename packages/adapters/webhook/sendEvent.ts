import type { DeliveryAttempt, DeliveryFailure, Endpoint } from '@muster/domain';
import type { SendEvent } from '@muster/jobs';
import { callReceiver, type Answer } from './callReceiver.ts';
import { failureOf } from './failureOf.ts';
import { guardUrl, type Lookup, type UrlPolicy } from './guardUrl.ts';
import type { SecretBox } from './secretBox.ts';
import { signEvent } from './signEvent.ts';

type Settings = UrlPolicy & {
  box: SecretBox;
  /** For everything, the look-up included; 15 s unless said. */
  deadlineMs?: number;
  lookup?: Lookup;
};
type Call = Pick<DeliveryAttempt, 'status' | 'error' | 'response' | 'address'> & { retryAfterMs: number | null };

const userAgent = 'Muster-Webhooks/1';

/** Calls endpoints: each time the URL is checked anew, the time is signed, and everything is over after the deadline. */
export function eventSender({ box, deadlineMs = 15_000, ...guard }: Settings): SendEvent {
  return async ({ endpoint, eventId, body, at }) => {
    const startedAt = performance.now();
    const secrets = signingSecrets(endpoint, box, at);
    const headers = {
      'content-type': 'application/json',
      'user-agent': userAgent,
      ...signEvent(secrets, { id: eventId, at, body }),
    };
    const call = await callEndpoint(endpoint.url, { body, headers }, guard, AbortSignal.timeout(deadlineMs));
    return { at, ms: Math.round(performance.now() - startedAt), ...call };
  };
}

/** All that sign at this moment, the newest first. */
function signingSecrets(endpoint: Endpoint, box: SecretBox, at: Date): string[] {
  return endpoint.secrets
    .filter(({ until }) => until === null || until > at)
    .map(({ sealed }) => box.open(sealed, endpoint.id));
}

async function callEndpoint(
  text: string,
  message: { body: string; headers: Record<string, string> },
  { lookup, ...policy }: UrlPolicy & { lookup?: Lookup },
  signal: AbortSignal,
): Promise<Call> {
  try {
    const guarded = await before(signal, guardUrl(text, policy, lookup));
    if (guarded.verdict === 'refused') return failed('blocked');
    if (guarded.verdict === 'unresolved') return failed('dns');
    return judge(await callReceiver(guarded.url, guarded.addresses, { ...message, signal }));
  } catch (thrown) {
    return failed(signal.aborted ? 'timeout' : failureOf(thrown));
  }
}

/** A look-up cannot be interrupted; it is left to itself. */
async function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('too late')))),
  ]);
}

function judge({ status, retryAfter, response, address }: Answer): Call {
  const isSuccess = status >= 200 && status < 300;
  const isRedirect = status >= 300 && status < 400;
  const error = isSuccess ? null : isRedirect ? 'redirect' : 'status';
  return { status, error, response, address, retryAfterMs: isSuccess ? null : retryAfterMs(retryAfter) };
}

/** Seconds or a date, as HTTP has it; anything else says nothing. */
function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function failed(error: DeliveryFailure): Call {
  return { status: null, error, response: null, address: null, retryAfterMs: null };
}
