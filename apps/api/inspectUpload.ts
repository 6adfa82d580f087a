import { Problem } from '@muster/contract';
import type { Caller } from '@muster/domain';
import type { Request } from 'express';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { mediaTypeOf } from './mediaType.ts';

/** An upload as its headers announce it. `limit`: the most bytes its file may have. */
export type AnnouncedUpload = {
  form: 'multipart' | 'raw';
  limit: number;
  bytes: number | null;
  /** Is told of every piece of the body as it arrives. */
  onPiece: (bytes: number) => void;
};

/** What a multipart body may have around its file: boundaries and part headers. */
export const envelopeBytes = 64 * 1024;

/** Refuses an upload by its headers alone, before a byte of it is read. */
export function uploadInspector(
  { accounts }: Pick<ApiPorts, 'accounts'>,
  { maxFileBytes }: Pick<ApiSettings, 'maxFileBytes'>,
): (request: Request, caller: Caller) => Promise<AnnouncedUpload> {
  return async (request, caller) => {
    const account = await accounts.get(caller.accountId);
    const limit = Math.min(account?.limits.fileBytes ?? maxFileBytes, maxFileBytes);
    const bytes = announcedBytes(request);
    const form = mediaTypeOf(request) === 'multipart/form-data' ? 'multipart' : 'raw';
    if (bytes !== null && bytes > (form === 'raw' ? limit : limit + envelopeBytes)) throw fileTooLarge(limit);
    requireMediaType(request, bytes);
    return { form, limit, bytes, onPiece: () => undefined };
  };
}

export function fileTooLarge(limit: number): Problem {
  return new Problem('file_too_large', `The file has more than the ${limit} bytes that are allowed.`, { limit });
}

/** Null: it will be known when the last chunk is in. */
function announcedBytes({ headers }: Request): number | null {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : null;
}

function requireMediaType(request: Request, bytes: number | null): void {
  const mediaType = mediaTypeOf(request);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw unsupported('The body must be sent without Content-Encoding.');
  if (mediaType === 'text/csv') {
    if (bytes === 0) throw new Problem('file_missing', 'The text/csv body has no bytes.');
  } else if (mediaType === 'multipart/form-data') {
    if (bytes === 0) throw new Problem('malformed_multipart', 'The multipart body has no parts.');
    if (!/;\s*boundary=/i.test(request.headers['content-type'] ?? '')) {
      throw new Problem('malformed_multipart', 'The Content-Type names no boundary.');
    }
  } else {
    throw unsupported('Send the file as multipart/form-data with one part "file", or as a text/csv body.');
  }
}

function unsupported(detail: string): Problem {
  return new Problem('unsupported_media_type', detail);
}
