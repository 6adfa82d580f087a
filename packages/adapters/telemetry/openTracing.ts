import type { IncomingHttpHeaders } from 'node:http';
import type { Log } from '@muster/jobs';
import type { Observer } from './observe.ts';

/** Sends spans to a collector: of requests, of the phases of jobs and of webhooks, those of one upload as one trace. */
export type Tracing = Observer & {
  /** Runs what answers a request under a span of its own, which continues the caller's trace if there is one. */
  request(headers: IncomingHttpHeaders, run: (end: (answered: Answered) => void) => void): void;
  /** The span that goes on, as W3C `traceparent`; null outside of any. */
  current(): string | null;
  /** Sends what is left. */
  close(): Promise<void>;
};

/** `route`: the path as the contract has it; null when there is no such address. */
type Answered = { method: string; route: string | null; status: number; requestId: string };

/** Null without an endpoint: then OpenTelemetry is not even loaded. Every other `OTEL_…` setting is read by its SDK. */
export async function openTracing(
  endpoint: string | undefined,
  { app, log }: { app: string; log: Log },
): Promise<Tracing | null> {
  if (endpoint === undefined) return null;
  const { startTracing } = await import('./startTracing.ts');
  return startTracing(app, log);
}
