import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { storeFault } from './onS3.ts';
import type { Place } from './s3FileStore.ts';

/** Page after page, as far as somebody reads. */
export async function* listObjects(
  { client, bucket, prefix }: Place,
  keyPrefix: string,
): AsyncGenerator<{ key: string; modifiedAt: Date }> {
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix + keyPrefix });
  try {
    for await (const { Contents: objects = [] } of pages) {
      for (const { Key, LastModified } of objects) {
        if (Key !== undefined && LastModified !== undefined) {
          yield { key: Key.slice(prefix.length), modifiedAt: LastModified };
        }
      }
    }
  } catch (cause) {
    throw storeFault(cause);
  }
}
