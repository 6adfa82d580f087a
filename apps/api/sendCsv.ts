import { create as contentDisposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A CSV on its way out; `bytes`: its length, where it is known. */
export type OutgoingCsv = { fileName: string; body: AsyncIterable<Uint8Array>; bytes?: number; contentType?: string };

/** Streams a download at the pace of whoever takes it, and stops reading when they go away. */
export async function sendCsv(request: Request, response: Response, csv: OutgoingCsv): Promise<void> {
  response.setHeader('Content-Type', csv.contentType ?? 'text/csv; charset=utf-8; header=present');
  response.setHeader('Content-Disposition', contentDisposition(csv.fileName));
  if (csv.bytes !== undefined) response.setHeader('Content-Length', csv.bytes);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(Readable.from(csv.body), response).catch((cause: unknown) => {
    if (!isGoneAway(cause)) throw cause;
  });
}

function isGoneAway(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
