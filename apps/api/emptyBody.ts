import { Problem } from '@muster/contract';
import type { Request } from 'express';
import { hasBody, mediaTypeOf } from './mediaType.ts';

const mostBytes = 64 * 1024;

/**
 * For calls that take no body. Many clients send `{}` with every POST, which is fine; members would be ignored, and
 * nothing a caller says is ignored.
 */
export async function emptyBody(request: Request): Promise<null> {
  if (request.method !== 'POST' || !hasBody(request)) return null;
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  if (mediaTypeOf(request) !== 'application/json') {
    throw new Problem('unsupported_media_type', 'This call takes no body, or an empty application/json object.');
  }
  refuseMembers(parse(await readText(request)));
  return null;
}

async function readText(request: Request): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(piece)) continue;
    bytes += piece.length;
    if (bytes > mostBytes) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('malformed_json', 'The body is not a JSON value.');
  }
}

function refuseMembers(body: unknown): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const message = 'The body must be an empty JSON object.';
    throw new Problem('invalid_request', message, { errors: [{ path: '', code: 'invalid_value', message }] });
  }
  const errors = Object.keys(body).map((path) => ({
    path,
    code: 'unknown' as const,
    message: `${JSON.stringify(path.slice(0, 100))} is not a member: this call has none.`,
  }));
  if (errors.length > 0) throw new Problem('invalid_request', 'This call takes no members.', { errors });
}

function tooLarge(): Problem {
  return new Problem('body_too_large', `The body may have at most ${mostBytes} bytes.`, { limit: mostBytes });
}
