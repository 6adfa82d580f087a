import { hashBrowserSecret } from '@muster/adapters/process';
import type { CookieOptions, Request, Response } from 'express';
import type { ApiSettings } from './apiPorts.ts';

/** Where the session of this request is stored; null when its cookie is not there. */
export function sessionIdOf(request: Request, { keyPepper }: Pick<ApiSettings, 'keyPepper'>): string | null {
  const { name } = cookieFor(request);
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const [, text] = pairs.find(([its]) => its === name) ?? [];
  return text === undefined || text === '' ? null : hashBrowserSecret('session', text, keyPepper);
}

/** Until the browser is closed, as far as it is concerned: how long the session lasts is for the server to say. */
export function setSessionCookie(request: Request, response: Response, text: string): void {
  const { name, options } = cookieFor(request);
  response.cookie(name, text, options);
}

export function clearSessionCookie(request: Request, response: Response): void {
  const { name, options } = cookieFor(request);
  response.clearCookie(name, options);
}

/** Browsers keep a `__Host-` cookie from every other host, and send it by https only; not all of them know loopback as safe. */
function cookieFor({ hostname }: Request): { name: string; options: CookieOptions } {
  const secure = !/^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
  const options = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  return { name: secure ? '__Host-muster-session' : 'muster-session', options };
}
