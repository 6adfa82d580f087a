import type { Tracing } from '@muster/adapters/telemetry';
import type { NextFunction, Request, Response } from 'express';
import { requestIdOf } from './requestId.ts';

/** Every request as a span, under which whatever it begins is found again. */
export function traceRequests(tracing: Tracing) {
  return (request: Request, response: Response, next: NextFunction): void => {
    tracing.request(request.headers, (end) => {
      response.once('close', () => {
        const { method } = request;
        end({ method, route: routeOf(request), status: response.statusCode, requestId: requestIdOf(response) });
      });
      next();
    });
  };
}

/** As the contract writes it: a path with its ids would be another name for every job. */
function routeOf(request: Request): string | null {
  const route: unknown = request.route; // express says `any`
  if (typeof route !== 'object' || route === null || !('path' in route)) return null;
  return typeof route.path === 'string' ? route.path.replace(':id', '{id}') : null;
}
