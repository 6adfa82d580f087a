import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const waiting = new WeakSet<IncomingMessage>();

/**
 * Leaves `Expect: 100-continue` to the routes: a request that is refused is answered with its problem, and the body
 * never travels. Node alone would invite the body first.
 */
export function holdContinue(server: Server): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    waiting.add(request);
    server.emit('request', request, response);
  });
  // What else somebody expects we do not know; Node alone would answer 417, without a word.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

/** Every check is passed: send the body. */
export function inviteBody(request: IncomingMessage, response: ServerResponse): void {
  if (waiting.delete(request)) response.writeContinue();
}

export function isWaitingToContinue(request: IncomingMessage): boolean {
  return waiting.has(request);
}
