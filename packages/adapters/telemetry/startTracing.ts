import { setTimeout as wait } from 'node:timers/promises';
import {
  context,
  diag,
  DiagLogLevel,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Log } from '@muster/jobs';
import type { Tracing } from './openTracing.ts';

/** How long a collector that does not answer may hold up the end of a process. */
const goodbyeMs = 2_000;

/**
 * Spans by OpenTelemetry, sent as OTLP over HTTP. What a job was asked by is kept on its record, so that whoever moves it,
 * in whatever process and however much later, continues that trace; a phase becomes a span when it is over.
 */
export function startTracing(app: string, log: Log): Tracing {
  diag.setLogger(diagnostics(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const named = defaultResource().merge(resourceFromAttributes({ 'service.name': `muster-${app}` }));
  const provider = new NodeTracerProvider({
    resource: named.merge(detectResources({ detectors: [envDetector] })), // OTEL_SERVICE_NAME has the last word
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const tracer = provider.getTracer('muster');
  return {
    request: (headers, run) => {
      const asked = propagation.extract(context.active(), headers);
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, asked);
      context.with(trace.setSpan(asked, span), () =>
        run(({ method, route, status, requestId }) => {
          span.updateName(route === null ? method : `${method} ${route}`);
          span.setAttributes({ 'http.request.method': method, 'http.response.status_code': status });
          span.setAttributes({ ...(route !== null && { 'http.route': route }), 'muster.request.id': requestId });
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        }),
      );
    },
    current: () => {
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      return carrier['traceparent'] ?? null;
    },
    jobMoved: (from, to) => {
      if (to.trace == null) return; // undefined in records of before
      const attributes = {
        'muster.job.id': to.id,
        'muster.job.kind': to.kind,
        'muster.job.next_state': to.state,
        'muster.account.id': to.accountId,
        ...(to.counts !== null && { 'muster.job.rows': to.counts.rows }),
      };
      const span = tracer.startSpan(`job ${from.state}`, { startTime: from.stateSince, attributes }, after(to.trace));
      if (to.state === 'failed') span.setStatus({ code: SpanStatusCode.ERROR, message: to.problem.code });
      span.end(to.stateSince);
    },
    webhookAttempted: ({ endpoint, eventId, trace: asked }, { at, ms, status, error }) => {
      if (asked == null) return;
      const attributes = {
        'muster.endpoint.id': endpoint.id,
        'muster.event.id': eventId,
        'server.address': new URL(endpoint.url).hostname,
        ...(status !== null && { 'http.response.status_code': status }),
        ...(error !== null && { 'error.type': error }),
      };
      const span = tracer.startSpan('webhook', { kind: SpanKind.CLIENT, startTime: at, attributes }, after(asked));
      if (error !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
      span.end(new Date(at.getTime() + ms));
    },
    close: async () => {
      const sent = provider.shutdown().catch((err: unknown) => log.warn({ err }, 'the last traces could not be sent'));
      await Promise.race([sent, wait(goodbyeMs, undefined, { ref: false })]);
    },
  };
}

/** Where a trace goes on that was begun elsewhere. */
function after(traceparent: string): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

function diagnostics(log: Log) {
  const say = (message: string): void => log.warn({ tracing: message }, 'OpenTelemetry has something to say');
  return { error: say, warn: say, info: say, debug: say, verbose: say };
}
