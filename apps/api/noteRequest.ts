import type { NextFunction, Request, Response } from 'express';
import type { ApiPorts } from './apiPorts.ts';
import { requestIdOf, setRequestId } from './requestId.ts';

/** Names the request and logs one line when it is over: never the query (people's addresses are searched for) nor a header. */
export function noteRequest({ newId, log }: Pick<ApiPorts, 'newId' | 'log'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    const { ip: address } = request; // nobody knows it any more once they have hung up
    setRequestId(response, newId('request'));
    response.once('close', () => {
      const { method, path } = request;
      const ms = Math.round(performance.now() - startedAt);
      const fields = { requestId: requestIdOf(response), method, path, status: response.statusCode, ms, address };
      if (!response.writableFinished) log.info({ ...fields, aborted: true }, 'request aborted');
      else if (method === 'GET' && response.statusCode < 400) log.debug(fields, 'request');
      else log.info(fields, 'request');
    });
    next();
  };
}
