import { Problem, type routes } from '@muster/contract';
import { hashBrowserSecret, makeBrowserSecret } from '@muster/adapters/process';
import type { Caller, Session } from '@muster/domain';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { accountView } from './accountAnswers.ts';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask, PublicAsk } from './ask.ts';
import { auditEntry } from './auditEntry.ts';
import { bearerOf } from './authenticate.ts';
import { keyChecker } from './keyChecker.ts';
import { refuseForeignOrigin } from './ownOrigin.ts';
import { clearSessionCookie, sessionIdOf, setSessionCookie } from './sessionCookie.ts';

type Nothing = Record<string, never>;
type SignIn = PublicAsk<Nothing> & { body: z.output<typeof routes.signIn.body> };

/** How often a minute one address may be wrong. */
const mostGuesses = 20;
const windowMs = 60_000;

export function signIn(ports: ApiPorts, settings: ApiSettings) {
  const checkKey = keyChecker((keyId) => ports.accounts.findKey(keyId), settings);

  return async ({ body: { key, token = '' }, request, response }: SignIn): Promise<void> => {
    refuseForeignOrigin(request);
    const guess = await guessesOf(ports, request, response);
    const linkId = key === undefined ? hashBrowserSecret('link', token, settings.keyPepper) : null;
    const caller = linkId === null ? await checkKey(key ?? '') : await holderOf(linkId);
    const { text, hash: id } = makeBrowserSecret('session', settings.keyPepper);
    const audit = auditEntry(ports, { caller, response }, 'session.created', { by: linkId === null ? 'key' : 'link' });
    if (!(await ports.sessions.open(newSession(id, caller), linkId, audit))) throw usedLink();
    await guess.wasRight();
    setSessionCookie(request, response, text);
    response.status(204).end();
  };

  async function holderOf(linkId: string): Promise<Caller> {
    const link = await ports.sessions.findLink(linkId);
    const found = link !== null && link.expiresAt > ports.clock() ? await ports.accounts.findKey(link.keyId) : null;
    if (found === null) throw usedLink();
    return found.caller;
  }

  function newSession(id: string, { accountId, keyId }: Caller): Session {
    const createdAt = ports.clock();
    const at = createdAt.getTime();
    const endsAt = new Date(at + settings.sessionMaxMs);
    const expiresAt = new Date(Math.min(at + settings.sessionIdleMs, endsAt.getTime()));
    return { id, accountId, keyId, createdAt, expiresAt, endsAt };
  }
}

export function getSession({ accounts }: ApiPorts) {
  return async ({ caller, response }: Ask<Nothing>): Promise<void> => {
    const account = await accounts.get(caller.accountId);
    if (account === null) throw new Problem('not_found', 'This account is gone.');
    const { keyId: id, keyName: name, role } = caller;
    response.json({ account: accountView(account), key: { id, name, role } });
  };
}

/** Ends the session that asks. Whoever asks with a key has none to end, and loses nothing. */
export function signOut(ports: ApiPorts, settings: ApiSettings) {
  return async (ask: Ask<Nothing>): Promise<void> => {
    const { request, response } = ask;
    const sessionId = bearerOf(request) === undefined ? sessionIdOf(request, settings) : null;
    if (sessionId !== null) await ports.sessions.close(sessionId, auditEntry(ports, ask, 'session.deleted', {}));
    clearSessionCookie(request, response);
    response.status(204).end();
  };
}

/** Counted before it is known whether it is right, so that many at once are no way around; who is right is not counted. */
async function guessesOf(
  { rates }: ApiPorts,
  { ip }: Request,
  response: Response,
): Promise<{ wasRight(): Promise<void> }> {
  const name = `sign-in:${ip ?? ''}`;
  const counted = await rates.count(name, 1, windowMs);
  if (counted !== null && counted.total > mostGuesses) {
    response.set('Retry-After', String(Math.max(1, Math.ceil(counted.resetMs / 1_000))));
    throw new Problem('rate_limited', `Signing in failed ${mostGuesses} times in a minute from this address.`);
  }
  return {
    wasRight: async () => {
      await rates.count(name, -1, windowMs);
    },
  };
}

function usedLink(): Problem {
  return new Problem('unauthenticated', 'This sign-in link has expired or was used already: ask for a new one.');
}
