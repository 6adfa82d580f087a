import { finished, Transform, type Readable } from 'node:stream';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** The body of a request, as a stream of its own with the headers that describe it. */
export type UploadBody = Readable & { headers: IncomingHttpHeaders };

/**
 * Lets at most `limit` bytes of the body through, then fails with `tooLarge`; fails too when the client goes away.
 * Whoever reads it may destroy it at any time: the request itself stays open, so that it can still be answered.
 */
export function openUploadBody(
  request: IncomingMessage,
  limit: number,
  tooLarge: () => Error,
  onPiece: (bytes: number) => void = () => undefined,
): UploadBody {
  let bytes = 0;
  const counted = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      bytes += piece.length;
      onPiece(piece.length);
      if (bytes > limit) done(tooLarge());
      else done(null, piece);
    },
  });
  counted.on('error', () => undefined); // kept for whoever reads it, who may come late; unheard it would end the process
  finished(request, { writable: false }, (cause) => {
    if (cause != null) counted.destroy(new Error('the client went away', { cause }));
  });
  request.pipe(counted);
  return Object.assign(counted, { headers: request.headers });
}
