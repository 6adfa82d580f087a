import { Problem } from '@muster/contract';
import type { Request } from 'express';

/** A browser sends its cookies for whatever page asks it to: what changes something must come from a page of ours, and say so. */
export function requireOwnOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (request.headers.origin === undefined) throw foreign('does not say which page it comes from (Origin)');
  refuseForeignOrigin(request);
}

/** The same for requests that carry no cookie yet: a program need not say where it comes from. */
export function refuseForeignOrigin({ headers, host }: Request): void {
  const { origin, 'sec-fetch-site': site = 'same-origin' } = headers;
  if (origin !== undefined && hostOf(origin) !== host) throw foreign('comes from a page of another origin');
  if (site !== 'same-origin' && site !== 'none') throw foreign('comes from a page of another site');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function foreign(why: string): Problem {
  return new Problem(
    'forbidden',
    `This request ${why}: with a session, only the pages of Muster may change something.`,
  );
}
