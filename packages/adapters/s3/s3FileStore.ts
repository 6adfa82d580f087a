import { DeleteObjectCommand, HeadBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { FileStore } from '@muster/jobs';
import { abortUploads } from './abortUploads.ts';
import { isMissing, onS3, storeFault } from './onS3.ts';
import { listObjects } from './listObjects.ts';
import { putObject } from './putObject.ts';
import { readObject } from './readObject.ts';

export type S3Options = {
  bucket: string;
  region: string;
  /** For anything but AWS itself: `http://s3:8333`. */
  endpoint?: string | undefined;
  /** Where they are found otherwise is AWS's own long story: variables, profiles, the machine's role. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** Put before every key, so that several installations can share a bucket: `muster/`. */
  prefix?: string | undefined;
};

/** Where in S3: a bucket, and what every key in it begins with. */
export type Place = { client: S3Client; bucket: string; prefix: string };

/** Files in a bucket of S3 or of anything that speaks its language. The bucket must be there. */
export function s3FileStore(options: S3Options): FileStore {
  const place: Place = { client: openClient(options), bucket: options.bucket, prefix: options.prefix ?? '' };
  const { client, bucket: Bucket } = place;
  const objectKey = (key: string) => place.prefix + key;

  return {
    put: (key, body, putOptions) => putObject(place, objectKey(key), body, putOptions?.signal),
    get: (key, range) => readObject(place, objectKey(key), range),

    async size(key) {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket, Key: objectKey(key) }));
        return head.ContentLength ?? 0;
      } catch (thrown) {
        if (isMissing(thrown)) return null;
        throw storeFault(thrown);
      }
    },

    async remove(key) {
      await onS3(client.send(new DeleteObjectCommand({ Bucket, Key: objectKey(key) })));
    },

    list: (prefix) => listObjects(place, prefix),
    abortUploads: (prefix, moment) => abortUploads(place, prefix, moment),

    async ping() {
      await onS3(client.send(new HeadBucketCommand({ Bucket })));
    },
  };
}

function openClient({ region, endpoint, credentials }: S3Options): S3Client {
  return new S3Client({
    region,
    maxAttempts: 4,
    // Without these a store that accepts a connection and then says nothing would hold a job until its lease is lost.
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      socketTimeout: 60_000,
    },
    ...(credentials !== undefined && { credentials }),
    ...(endpoint !== undefined && {
      endpoint,
      // Other stores have one name for all buckets, and the older ones keep AWS's trailing checksums as file content.
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
  });
}
