import { Problem } from '@muster/contract';
import { callerRoles, type Caller, type CallerRole } from '@muster/domain';
import type { Request, Response } from 'express';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { authenticator } from './authenticate.ts';

/** Who is asking, once their key, their role and their rate are checked, in this order. */
export type Admit = (request: Request, response: Response, role: CallerRole) => Promise<Caller>;

const windowMs = 60_000;

export function admitter(
  ports: Pick<ApiPorts, 'accounts' | 'keys' | 'sessions' | 'clock' | 'log' | 'rates'>,
  settings: Pick<ApiSettings, 'keyPepper' | 'sessionIdleMs' | 'rateLimit'>,
): Admit {
  const authenticate = authenticator(ports, settings);
  return async (request, response, role) => {
    const caller = await authenticate(request, response);
    requireRole(caller, role);
    if (settings.rateLimit > 0) await requireRate(ports, response, caller, settings.rateLimit);
    return caller;
  };
}

function requireRole(caller: Caller, role: CallerRole): void {
  if (callerRoles.indexOf(caller.role) >= callerRoles.indexOf(role)) return;
  throw new Problem('forbidden', `This call needs the role ${role}; the key "${caller.keyName}" is a ${caller.role}.`);
}

/** Headers as in draft-ietf-httpapi-ratelimit-headers; without a count there is nothing true to say in them. */
async function requireRate(
  { rates }: Pick<ApiPorts, 'rates'>,
  response: Response,
  { keyId }: Caller,
  limit: number,
): Promise<void> {
  const counted = await rates.count(`requests:${keyId}`, 1, windowMs);
  if (counted === null) return;
  const seconds = Math.ceil(counted.resetMs / 1_000);
  response.set('RateLimit-Policy', `"key";q=${limit};w=${windowMs / 1_000}`);
  response.set('RateLimit', `"key";r=${Math.max(0, limit - counted.total)};t=${seconds}`);
  if (counted.total <= limit) return;
  response.set('Retry-After', String(Math.max(1, seconds)));
  throw new Problem('rate_limited', `This key may ask ${limit} times a minute.`);
}
