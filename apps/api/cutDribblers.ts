import type { NextFunction, Request, Response } from 'express';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { isWaitingToContinue } from './expectContinue.ts';
import { hasBody } from './mediaType.ts';
import { requestIdOf } from './requestId.ts';

const leastBytesPerMs = 1_024 / 1_000;
const looksPerPatience = 5;

/**
 * Cuts off who sends a body in drops, or not at all, to keep our connections busy. Only while we wait for them: as long as
 * there is something to be read, it is us who are slow.
 */
export function cutDribblers({ log }: Pick<ApiPorts, 'log'>, { bodyPatienceMs }: Pick<ApiSettings, 'bodyPatienceMs'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hasBody(request)) watch(request, response);
    next();
  };

  function watch(request: Request, response: Response): void {
    let since = { at: performance.now(), bytes: request.socket.bytesRead };
    const look = (): void => {
      const now = { at: performance.now(), bytes: request.socket.bytesRead };
      const ms = now.at - since.at;
      const isTheirTurn = !request.complete && request.readableLength === 0 && !isWaitingToContinue(request);
      if (!isTheirTurn || now.bytes - since.bytes >= ms * leastBytesPerMs) since = now;
      else if (ms >= bodyPatienceMs) {
        log.info({ requestId: requestIdOf(response), bytes: now.bytes - since.bytes, ms }, 'the body came too slowly');
        request.destroy();
      }
    };
    const timer = setInterval(look, bodyPatienceMs / looksPerPatience);
    const stop = (): void => clearInterval(timer);
    request.once('end', stop);
    request.once('close', stop);
    response.once('close', stop);
  }
}
