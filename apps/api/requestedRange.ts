import { Problem } from '@muster/contract';
import type { Request, Response } from 'express';

/**
 * The part of a file that a request asks for, both ends inclusive; null = all of it. One range at a time: of several, or of
 * another version of the file (If-Range), all is sent, as RFC 9110 allows.
 * @throws Problem `range_not_satisfiable`.
 */
export function requestedRange(
  request: Request,
  response: Response,
  { bytes, etag }: { bytes: number; etag: string },
): { start: number; end: number } | null {
  const ifRange = request.headers['if-range'];
  if (request.headers.range === undefined || (ifRange !== undefined && ifRange !== etag)) return null;
  const ranges = request.range(bytes);
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${bytes}`);
    throw new Problem('range_not_satisfiable', `The file has ${bytes} bytes.`);
  }
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  const [range] = ranges;
  return range === undefined ? null : { start: range.start, end: range.end };
}
