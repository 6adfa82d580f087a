import { randomBytes } from 'node:crypto';
import { hashSecret } from './apiKeys.ts';

/** What a browser holds in its cookie, or is handed once in the address of a sign-in link. */
export type BrowserSecret = 'session' | 'link';

/** 32 bytes nobody can guess, as URL-safe text; what is stored is the hash. */
export function makeBrowserSecret(kind: BrowserSecret, pepper: string): { text: string; hash: string } {
  const text = randomBytes(32).toString('base64url');
  return { text, hash: hashBrowserSecret(kind, text, pepper) };
}

/** The kind is hashed with it: a link is no session, even if somebody sends one as the other. */
export function hashBrowserSecret(kind: BrowserSecret, text: string, pepper: string): string {
  return hashSecret(`${kind}:${text}`, pepper);
}
