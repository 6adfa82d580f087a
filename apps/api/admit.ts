import { Problem } from '@muster/contract';
import { callerRoles, type Caller, type CallerRole } from '@muster/domain';
import type { Request, Response } from 'express';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { authenticator } from './authenticate.ts';
import { tellLimit } from './tellLimit.ts';

/** Who is asking, once their key, their role and their rate are checked, in this order. */
export type Admit = (request: Request, response: Response, role: CallerRole) => Promise<Caller>;

const windowMs = 60_000;

export function admitter(
  ports: Pick<ApiPorts, 'accounts' | 'keys' | 'sessions' | 'clock' | 'log' | 'rates'>,
  settings: Pick<ApiSettings, 'keyPepper' | 'sessionIdleMs' | 'rateLimit' | 'perAccount'>,
): Admit {
  const authenticate = authenticator(ports, settings);
  return async (request, response, role) => {
    const caller = await authenticate(request, response);
    requireRole(caller, role);
    await requireRate(ports, response, caller, settings);
    return caller;
  };
}

function requireRole(caller: Caller, role: CallerRole): void {
  if (callerRoles.indexOf(caller.role) >= callerRoles.indexOf(role)) return;
  throw new Problem('forbidden', `This call needs the role ${role}; the key "${caller.keyName}" is a ${caller.role}.`);
}

/** Of the key first: it is what the caller has in hand. Nobody is refused for what cannot be counted. */
async function requireRate(
  { rates }: Pick<ApiPorts, 'rates'>,
  response: Response,
  { keyId, accountId }: Caller,
  { rateLimit, perAccount }: Pick<ApiSettings, 'rateLimit' | 'perAccount'>,
): Promise<void> {
  const limits = [
    {
      name: 'key',
      most: rateLimit,
      counter: `requests:${keyId}`,
      sentence: `This key may ask ${rateLimit} times a minute.`,
    },
    {
      name: 'account',
      most: perAccount.requests,
      counter: `requests:${accountId}`,
      sentence: `All keys of this account together may ask ${perAccount.requests} times a minute.`,
    },
  ].filter(({ most }) => most > 0);
  if (limits.length === 0) return;
  const counts = await rates.countEach(
    limits.map(({ counter }) => counter),
    windowMs,
  );
  const refusals = limits.map((limit, n) => {
    const counted = counts?.[n];
    return counted === undefined ? null : tellLimit(response, { ...limit, windowMs }, counted);
  });
  const refusal = refusals.find((it) => it !== null);
  if (refusal !== undefined) throw refusal;
}
