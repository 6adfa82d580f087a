import { Problem } from '@muster/contract';
import type { Caller } from '@muster/domain';
import type { Request, Response } from 'express';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { keyChecker } from './keyChecker.ts';
import { requireOwnOrigin } from './ownOrigin.ts';
import { clearSessionCookie, sessionIdOf } from './sessionCookie.ts';

export type Authenticate = (request: Request, response: Response) => Promise<Caller>;

/** How coarsely the last use of a key is known, and the end of a session moved on. */
const coarseMs = 60_000;

/** Who is asking: by `Authorization: Bearer mst_…`, else by the session of the portal. */
export function authenticator(
  { accounts, keys, sessions, clock, log }: Pick<ApiPorts, 'accounts' | 'keys' | 'sessions' | 'clock' | 'log'>,
  settings: Pick<ApiSettings, 'keyPepper' | 'sessionIdleMs'>,
): Authenticate {
  const checkKey = keyChecker((keyId) => accounts.findKey(keyId), settings);
  const notedAt = new Map<string, number>();
  const noteUse = (keyId: string): void => {
    const at = clock();
    if (at.getTime() - (notedAt.get(keyId) ?? 0) < coarseMs) return;
    notedAt.set(keyId, at.getTime());
    keys.noteUse(keyId, at).catch((err: unknown) => log.debug({ err, keyId }, 'could not note the use of a key'));
  };

  return async (request, response) => {
    const caller = await (bearerOf(request) === undefined ? bySession(request, response) : byKey(request));
    noteUse(caller.keyId);
    return caller;
  };

  function byKey(request: Request): Promise<Caller> {
    return checkKey(bearerOf(request) ?? '');
  }

  /** A session is as good as its key: once that has ended, so has the session. A browser is told to forget an ended one. */
  async function bySession(request: Request, response: Response): Promise<Caller> {
    const sessionId = sessionIdOf(request, settings);
    if (sessionId === null)
      throw new Problem('unauthenticated', 'Send an API key as "Authorization: Bearer mst_…", or sign in.');
    requireOwnOrigin(request);
    const session = await sessions.find(sessionId);
    const found = session !== null && session.expiresAt > clock() ? await accounts.findKey(session.keyId) : null;
    if (session === null || found === null) {
      clearSessionCookie(request, response);
      throw new Problem('unauthenticated', 'This session has ended: sign in again.');
    }
    const until = new Date(Math.min(clock().getTime() + settings.sessionIdleMs, session.endsAt.getTime()));
    if (until.getTime() - session.expiresAt.getTime() > Math.min(coarseMs, settings.sessionIdleMs / 10)) {
      sessions.prolong(sessionId, until).catch((err: unknown) => log.debug({ err }, 'could not prolong a session'));
    }
    return found.caller;
  }
}

/** The key in the headers. */
export function bearerOf({ headers }: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}
