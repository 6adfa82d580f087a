import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, type MultipartUpload } from '@aws-sdk/client-s3';
import { hasName, onS3, storeFault } from './onS3.ts';
import type { Place } from './s3FileStore.ts';

/** A process killed while it uploads leaves parts that no list of objects shows and that are paid for until they are ended. */
export async function abortUploads(place: Place, prefix: string, moment?: Date): Promise<void> {
  for await (const upload of openUploads(place, place.prefix + prefix)) {
    const isOld = moment === undefined || (upload.Initiated !== undefined && upload.Initiated < moment);
    if (isOld) await abort(place, upload);
  }
}

async function* openUploads(
  { client, bucket }: Place,
  prefix: string,
): AsyncGenerator<MultipartUpload, void, undefined> {
  let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await onS3(client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...after })));
    yield* page.Uploads ?? [];
    if (page.IsTruncated !== true) return;
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

async function abort({ client, bucket }: Place, { Key, UploadId }: MultipartUpload): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  } catch (thrown) {
    // Finished, or ended by somebody else, since it was listed.
    if (!hasName(thrown, 'NoSuchUpload')) throw storeFault(thrown);
  }
}
