import type { IncomingMessage } from 'node:http';

/** Does a body follow the headers? */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** `type/subtype` in lower case, without parameters; empty when the request does not say. */
export function mediaTypeOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  return (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
}
