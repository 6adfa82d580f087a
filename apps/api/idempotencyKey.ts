import type { Request } from 'express';
import { createHash } from 'node:crypto';
import { wrongInput } from './parseInput.ts';

const longest = 255;

/** The key by which a caller makes sure that asking twice does once; null when there is none. @throws Problem `invalid_request`. */
export function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && key.length >= 1 && key.length <= longest) return key;
  const message = `Idempotency-Key must have from 1 to ${longest} characters.`;
  throw wrongInput([{ path: 'Idempotency-Key', message }]);
}

/** The same for requests to the same address with the same options, in whatever order. */
export function hashOfLine({ method, originalUrl }: Pick<Request, 'method' | 'originalUrl'>): string {
  const { pathname, searchParams } = new URL(originalUrl, 'http://here');
  searchParams.sort();
  return sha256(`${method} ${pathname}?${searchParams.toString()}`);
}

/** Of a body that was read and understood: how it was spaced does not make it another one. */
export function hashOfJson(body: unknown): string {
  return sha256(JSON.stringify(body));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
