import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A collector of OpenTelemetry on loopback: takes OTLP over HTTP as protobuf. */
export type Collector = { url: string; spans: CollectedSpan[]; close(): Promise<void> };

type CollectedSpan = { service: string; name: string; traceId: string; spanId: string; parentId: string };

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const isTraces = request.url === '/v1/traces' && request.headers['content-type'] === 'application/x-protobuf';
      if (isTraces) spans.push(...readSpans(Buffer.concat(pieces)));
      response.writeHead(isTraces ? 200 : 415).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** `opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest`, as far as a test wants to know. */
function readSpans(request: Buffer): CollectedSpan[] {
  return fieldsOf(request, 1).flatMap((resourceSpans) => {
    const service = serviceName(resourceSpans);
    return fieldsOf(resourceSpans, 2)
      .flatMap((scopeSpans) => fieldsOf(scopeSpans, 2))
      .map((span) => ({
        service,
        name: fieldsOf(span, 5).toString(),
        traceId: hex(fieldsOf(span, 1)),
        spanId: hex(fieldsOf(span, 2)),
        parentId: hex(fieldsOf(span, 4)),
      }));
  });
}

function serviceName(resourceSpans: Buffer): string {
  const attributes = fieldsOf(resourceSpans, 1).flatMap((resource) => fieldsOf(resource, 1));
  const named = attributes.find((attribute) => fieldsOf(attribute, 1).toString() === 'service.name');
  return named === undefined ? '' : fieldsOf(fieldsOf(named, 2)[0] ?? Buffer.alloc(0), 1).toString();
}

function hex(values: Buffer[]): string {
  return values.map((value) => value.toString('hex')).join('');
}

/** Every value of one length-delimited field of a protobuf message; the others are stepped over. */
function fieldsOf(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const wireType = tag % 8;
    if (wireType === 0) varint();
    else if (wireType === 1) at += 8;
    else if (wireType === 5) at += 4;
    else {
      const length = varint();
      if (Math.floor(tag / 8) === wanted) found.push(message.subarray(at, at + length));
      at += length;
    }
  }
  return found;
}
