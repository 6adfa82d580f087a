import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { hasName, isMissing, onS3, storeFault } from './onS3.ts';
import type { Place } from './s3FileStore.ts';

/** The request is made here and answered before this resolves; its body flows while it is iterated. */
export async function readObject(
  place: Place,
  objectKey: string,
  range?: { start: number; end: number },
): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
    const answer = await place.client.send(new GetObjectCommand({ Bucket: place.bucket, Key: objectKey, Range }));
    return chunksOf(answer.Body);
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    // S3 refuses a range that begins behind the last byte; to us it is a range without bytes.
    if (hasName(thrown, 'InvalidRange')) return Readable.from([]);
    throw storeFault(thrown);
  }
}

/** A connection that breaks or falls silent in the middle is the store's fault; a reader that stops early closes it. */
async function* chunksOf(body: GetObjectCommandOutput['Body']): AsyncGenerator<Uint8Array, void, undefined> {
  if (!(body instanceof Readable)) throw storeFault(new Error('the answer has no body to read'));
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await onS3(chunks.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}
