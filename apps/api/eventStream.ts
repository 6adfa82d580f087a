import type { Response } from 'express';

type StreamEvent = { id: string; name: string; data: unknown };

export type EventStream = {
  /** Only the latest event matters: those that a slow reader has not taken yet are replaced by it. */
  send(event: StreamEvent): void;
  /** The last one, if any, and the end. */
  end(event?: StreamEvent): void;
};

/** Proxies close what is silent; and a reader who takes nothing for as long is dropped, to come back when it can. */
const heartbeatMs = 15_000;

/** Answers with Server-Sent Events. */
export function openEventStream(response: Response): EventStream {
  let waiting: string | null = null;
  let blockedAt: number | null = null;
  response.status(200).set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no', // nginx would collect events before it passes them on
  });
  response.flushHeaders();
  const write = (text: string): void => {
    if (!response.write(text)) blockedAt ??= performance.now();
  };
  response.on('drain', () => {
    blockedAt = null;
    if (waiting !== null && !response.writableEnded) write(waiting);
    waiting = null;
  });
  const heartbeat = setInterval(() => {
    if (blockedAt === null) {
      if (!response.writableEnded) write(': still here\n\n');
    } else if (performance.now() - blockedAt >= heartbeatMs) response.destroy();
  }, heartbeatMs);
  response.once('close', () => clearInterval(heartbeat));
  return {
    send: (event) => {
      if (blockedAt === null) write(format(event));
      else waiting = format(event);
    },
    end: (event) => {
      response.end(event === undefined ? (waiting ?? '') : format(event));
      waiting = null;
    },
  };
}

function format({ id, name, data }: StreamEvent): string {
  return `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
