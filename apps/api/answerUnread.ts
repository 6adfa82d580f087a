import { Problem, problemView } from '@muster/contract';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiPorts } from './apiPorts.ts';
import { requestIdOf } from './requestId.ts';

/** How long whoever is still sending is listened to, so that the answer is heard instead of a reset. */
const lingerMs = 2_000;

/**
 * What cannot be read as a request never becomes one, and no route sees it: Node would answer with a bare status line.
 * Here it is answered as all that is wrong is, with a problem that names its request.
 */
export function answerUnread(server: Server, { newId, log }: Pick<ApiPorts, 'newId' | 'log'>): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => answering.set(request.socket, response));
  server.on('clientError', (cause: NodeJS.ErrnoException, socket: Duplex) => {
    if (socket.writableEnded) return; // it goes on being unreadable after the answer
    const current = answering.get(socket);
    const isUnderWay = current !== undefined && !current.writableFinished;
    if (!socket.writable || cause.code === 'ECONNRESET' || (isUnderWay && !isStillUnread(current))) {
      socket.destroy(cause); // nobody is left to be told, or something else is being told
      return;
    }
    const requestId = isUnderWay ? requestIdOf(current) : newId('request');
    const [status, detail] = sentences[cause.code ?? ''] ?? unreadable;
    log.info({ requestId, status, code: cause.code }, 'a request could not be read');
    socket.end(written(status, detail, requestId));
    const cut = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(cut));
  });
}

/** The error is in the body of the very request that waits for this answer, and not in one that was sent after it. */
function isStillUnread({ headersSent, req }: ServerResponse): boolean {
  return !headersSent && !req.complete;
}

type Sentence = [status: number, detail: string];

const unreadable: Sentence = [400, 'This cannot be read as an HTTP request.'];
const sentences: Partial<Record<string, Sentence>> = {
  HPE_HEADER_OVERFLOW: [431, 'The address and the headers together may have at most 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
};

function written(status: number, detail: string, requestId: string): string {
  const errors = [{ path: '', code: 'invalid_value' as const, message: detail }];
  const problem = new Problem('invalid_request', detail, { errors });
  const body = JSON.stringify({ ...problemView(problem, requestId), status });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
