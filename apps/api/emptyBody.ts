import { Problem } from '@muster/contract';
import type { Request } from 'express';
import { hasBody } from './mediaType.ts';
import { inspectJson, readJson } from './readBody.ts';

/**
 * For calls that take no body. Many clients send `{}` with every POST, which is fine; members would be ignored, and
 * nothing a caller says is ignored.
 */
export async function emptyBody(request: Request): Promise<null> {
  if (request.method === 'GET' || request.method === 'HEAD' || !hasBody(request)) return null;
  inspectJson(request, ['application/json'], 'This call takes no body, or an empty application/json object.');
  refuseMembers(await readJson(request));
  return null;
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
