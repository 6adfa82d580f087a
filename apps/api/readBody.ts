import { Problem } from '@muster/contract';
import type { Request } from 'express';
import { hasBody, mediaTypeOf } from './mediaType.ts';

/** JSON that a person or a program writes by hand has no reason to be larger. */
const mostBytes = 64 * 1024;

/** What may be wrong with a small body before a byte of it is read. */
export function inspectJson(request: Request, mediaTypes: readonly string[], otherwise: string): void {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!mediaTypes.includes(mediaTypeOf(request)) || encoding !== 'identity') {
    throw new Problem('unsupported_media_type', otherwise);
  }
}

/** The JSON value in a small body. @throws Problem `malformed_json` when there is none, or nothing at all. */
export async function readJson(request: Request): Promise<unknown> {
  const text = hasBody(request) ? await readText(request) : '';
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('malformed_json', 'The body is not a JSON value.');
  }
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
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new Problem('malformed_json', 'The body is not encoded as UTF-8.');
  }
}

function tooLarge(): Problem {
  return new Problem('body_too_large', `The body may have at most ${mostBytes} bytes.`, { limit: mostBytes });
}
