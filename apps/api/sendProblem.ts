import { problemKinds, problemView, type Problem } from '@muster/contract';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isWaitingToContinue } from './expectContinue.ts';
import { hasBody } from './mediaType.ts';
import { requestIdOf } from './requestId.ts';

/** An upload that was refused early is still listened to this long and this far, so that its sender hears the answer. */
const drainMs = 2_000;
const drainBytes = 16 * 1024 * 1024;

/** Answers with a problem, whatever is still on its way in. */
export function sendProblem(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  if (response.headersSent || response.destroyed) {
    response.destroy(); // half an answer is out: only a broken connection still tells that it is not whole
    return;
  }
  const body = Buffer.from(JSON.stringify(problemView(problem, requestIdOf(response))));
  response.statusCode = problemKinds[problem.code].status;
  response.setHeader('Content-Type', 'application/problem+json');
  response.setHeader('Content-Length', body.length);
  for (const [name, value] of Object.entries(headersOf(problem))) {
    if (!response.hasHeader(name)) response.setHeader(name, value); // whoever knew better has said so
  }
  if (isWaitingToContinue(request))
    response.setHeader('Connection', 'close'); // the body was never asked for
  else if (hasBody(request) && !request.complete) {
    endWhenDrained(request, response, body);
    return;
  }
  response.end(body);
}

function headersOf({ code, members }: Problem): Record<string, string> {
  if (code === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer realm="muster"' };
  if (code === 'unavailable' || code === 'rate_limited') return { 'Retry-After': '5' };
  if (code === 'idempotency_in_progress') return { 'Retry-After': '1' };
  return members.allow === undefined ? {} : { Allow: members.allow.join(', ') };
}

/**
 * Writes the answer at once but does not end it before the rest of the request is in: closing a connection with
 * unread bytes resets it, and the sender would see the reset instead of the answer.
 */
function endWhenDrained(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  let drained = 0;
  const deadline = setTimeout(stop, drainMs);
  request.on('data', (piece: Buffer) => {
    drained += piece.length;
    if (drained > drainBytes) stop();
  });
  request.once('close', stop);
  request.once('end', stop);
  request.unpipe();
  request.resume();
  if (request.method === 'HEAD') response.flushHeaders();
  else response.write(body);

  function stop(): void {
    clearTimeout(deadline);
    request.removeAllListeners('data');
    if (response.writableEnded) return;
    response.end(() => {
      if (!request.complete) request.socket.destroy();
    });
  }
}
