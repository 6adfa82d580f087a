import type { StoredFile } from '@muster/jobs';
import { createHash } from 'node:crypto';

export type Hashed = {
  /** The same bytes, counted and hashed as they pass. */
  bytes: AsyncIterable<Uint8Array>;
  /** What passed, once all of it has. */
  sum: () => StoredFile;
};

export function hashed(body: AsyncIterable<Uint8Array>): Hashed {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* pass(): AsyncIterable<Uint8Array> {
    for await (const piece of body) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  return { bytes: pass(), sum: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Hears a body to its end and keeps nothing of it. */
export async function hashWhole(body: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const { bytes, sum } = hashed(body);
  const pieces = bytes[Symbol.asyncIterator]();
  while ((await pieces.next()).done !== true);
  return sum();
}
