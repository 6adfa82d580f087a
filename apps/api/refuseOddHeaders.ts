import { Problem } from '@muster/contract';
import type { NextFunction, Request, Response } from 'express';

/** More headers than this no honest client has. */
export const mostHeaders = 100;

/** Said twice, one reader believes the first and another the last: a proxy in front may have judged the other one. */
const onlyOnce = ['authorization', 'content-type', 'host', 'idempotency-key', 'origin'];

/** Refuses requests whose headers could be read in two ways, before anybody reads them. */
export function refuseOddHeaders(request: Request, _response: Response, next: NextFunction): void {
  const names = request.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
  if (names.length > mostHeaders) throw refused(`A request may have at most ${mostHeaders} headers.`);
  const twice = onlyOnce.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw refused(`The header ${twice} may be there once only.`);
  if (request.httpVersion === '1.1' && !names.includes('host')) throw refused('The header Host is missing.');
  next();
}

function refused(message: string): Problem {
  return new Problem('invalid_request', message, { errors: [{ path: '', code: 'invalid_value', message }] });
}
