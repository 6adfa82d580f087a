import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of webhooks on loopback, as bad as the test wants it. */
export type Receiver = {
  url: string;
  /** Everything it was sent, in order. */
  received: Received[];
  /** How many connections were made to it: what is not to be called must stay at 0. */
  hits: () => number;
  /** How it answers from now on: each request by the next mode, and for ever by the last one. */
  behave: (...modes: Mode[]) => void;
  close: () => Promise<void>;
};

export type Received = { headers: Record<string, string>; body: string; at: Date };
type Mode = (response: ServerResponse) => void;

/** `drip`: a byte of the answer now and then, and never the end of it. `huge`: 200, with 10 MB. */
export const modes = {
  status:
    (status: number, headers: Record<string, string> = {}): Mode =>
    (response) => {
      response.writeHead(status, headers).end(`this is ${status}`);
    },
  hang: () => undefined,
  drip: (response: ServerResponse) => {
    const timer = setInterval(() => response.socket?.write('H'), 50);
    response.socket?.on('close', () => clearInterval(timer));
    response.socket?.write('HTTP/1.1 200 ');
  },
  reset: (response: ServerResponse) => {
    response.socket?.resetAndDestroy();
  },
  redirectTo:
    (location: string): Mode =>
    (response) => {
      response.writeHead(307, { location }).end();
    },
  huge: (response: ServerResponse) => {
    response.writeHead(200).end(Buffer.alloc(10_000_000, 'x'));
  },
} as const;

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let hits = 0;
  let queue: Mode[] = [modes.status(200)];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ headers, body: Buffer.concat(pieces).toString(), at: new Date() });
      const [mode, ...rest] = queue;
      if (rest.length > 0) queue = rest;
      mode?.(response);
    });
    request.on('error', () => undefined); // whoever sends may give up
    response.on('error', () => undefined);
  });
  server.on('connection', () => (hits += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    hits: () => hits,
    behave: (...next) => (queue = next),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
