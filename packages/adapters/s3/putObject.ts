import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Upload } from '@aws-sdk/lib-storage';
import type { StoredFile } from '@muster/jobs';
import { untilAborted } from '../process/index.ts';
import { storeFault } from './onS3.ts';
import type { Place } from './s3FileStore.ts';

/**
 * Up to one part (5 MiB) in one request, more as a multipart upload, two parts at a time. Only a finished upload
 * becomes an object, so a body that fails leaves what was there.
 *
 * The abort reaches the upload as a failing body, not through its own `abort()`: that one rejects at once and leaves
 * the parts to themselves, for ever when the body stalls. A failing body makes it wait for the parts under way, end
 * the multipart upload, and only then reject.
 */
export async function putObject(
  { client, bucket }: Place,
  objectKey: string,
  body: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<StoredFile> {
  const measured = measure(signal === undefined ? body : untilAborted(body, signal));
  const upload = new Upload({
    client,
    queueSize: 2,
    params: { Bucket: bucket, Key: objectKey, Body: Readable.from(measured.chunks(), { objectMode: false }) },
  });
  try {
    await upload.done();
  } catch (cause) {
    measured.rethrow();
    throw storeFault(cause);
  }
  return measured.stored();
}

/** Counts and hashes what passes, and remembers whether it was the body that failed: that is not the store's fault. */
function measure(body: AsyncIterable<Uint8Array>): {
  chunks: () => AsyncGenerator<Uint8Array, void, undefined>;
  rethrow: () => void;
  stored: () => StoredFile;
} {
  const hash = createHash('sha256');
  let bytes = 0;
  let failure: { thrown: unknown } | null = null;
  return {
    async *chunks() {
      try {
        for await (const chunk of body) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      } catch (thrown) {
        failure = { thrown };
        throw thrown;
      }
    },
    rethrow() {
      if (failure !== null) throw failure.thrown;
    },
    stored: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}
