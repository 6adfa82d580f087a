import type { Express } from 'express';
import { createServer, type Server } from 'node:http';
import { answerUnread } from './answerUnread.ts';
import type { ApiPorts } from './apiPorts.ts';
import { holdContinue } from './expectContinue.ts';
import { mostHeaders } from './refuseOddHeaders.ts';

export type OpenServer = {
  /** The port that was found, where 0 was asked for. */
  port: number;
  /** Takes no more connections, lets the requests in hand finish for `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
};

/** A connection may wait between requests longer than a load balancer in front does, or that one would meet closed doors. */
const keepAliveMs = 65_000;
/** Headers that take longer come from somebody who means no good. */
const patientMs = 15_000;
/** The largest file by a slow line: who sends drops only is cut off long before (`cutDribblers`). */
const requestMs = 3_600_000;
const mostHeaderBytes = 16 * 1024;

/** Listens. @throws when the port is taken. */
export async function openServer(
  api: Express,
  ports: Pick<ApiPorts, 'newId' | 'log'>,
  { host, port, headersMs = patientMs }: { host: string; port: number; headersMs?: number },
): Promise<OpenServer> {
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: headersMs / 3,
      maxHeaderSize: mostHeaderBytes,
      requireHostHeader: false, // refused by ourselves, with a problem
    },
    api,
  );
  server.maxHeadersCount = mostHeaders + 1; // those after it would be dropped in silence: one more, and it is refused
  holdContinue(server);
  answerUnread(server, ports);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: portOf(server), close: (graceMs) => close(server, graceMs) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function close(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
