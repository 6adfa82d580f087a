import { Problem } from '@muster/contract';
import type { NextFunction, Request, Response } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';

/** HTTP Basic for whoever runs the installation: any name, and the token as the password. Keys of accounts do not count. */
export function operatorsOnly(token: string) {
  const expected = hash(token);
  return (request: Request, response: Response, next: NextFunction): void => {
    const [, encoded = ''] = /^Basic +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    const said = Buffer.from(encoded, 'base64').toString('utf8');
    if (said.includes(':') && timingSafeEqual(hash(said.slice(said.indexOf(':') + 1)), expected)) {
      next();
      return;
    }
    response.set('WWW-Authenticate', 'Basic realm="muster operations", charset="UTF-8"');
    throw new Problem(
      'unauthenticated',
      'This is for whoever runs the installation: send MUSTER_OPS_TOKEN as password.',
    );
  };
}

/** Of equal length, so that comparing takes the same time for every guess. */
function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
