import type { Counted } from '@muster/adapters/redis';
import { Problem } from '@muster/contract';
import type { Response } from 'express';

export type Limit = {
  /** As in the headers. */
  name: string;
  most: number;
  /** What is counted, when it is not requests. */
  unit?: 'content-bytes' | 'concurrent-requests' | 'jobs';
  /** In which time; null: at any time. */
  windowMs: number | null;
  /** One sentence about what is too much, for whoever is refused. */
  sentence: string;
};

/**
 * Says how much is left, in the headers of draft-ietf-httpapi-ratelimit-headers; a request may meet several limits.
 * Returns the problem to be thrown when it is too much, else null.
 */
export function tellLimit(response: Response, limit: Limit, { total, resetMs }: Counted): Problem | null {
  const { name, most, unit, windowMs, sentence } = limit;
  const seconds = Math.max(1, Math.ceil(resetMs / 1_000));
  const quota = unit === undefined ? '' : `;qu="${unit}"`;
  const window = windowMs === null ? '' : `;w=${windowMs / 1_000}`;
  response.append('RateLimit-Policy', `"${name}";q=${most}${quota}${window}`);
  response.append('RateLimit', `"${name}";r=${Math.max(0, most - total)};t=${seconds}`);
  if (total <= most) return null;
  response.set('Retry-After', String(seconds));
  return new Problem('rate_limited', `${sentence} Go on in ${seconds} s.`);
}
