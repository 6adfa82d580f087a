import type { FileStore } from '@muster/jobs';
import { z } from 'zod';

/** Where the files are: an S3 bucket, or else a folder of this machine. The folder of adapters that chooses among two others. */
export const fileStoreEnv = {
  S3_BUCKET: z.string().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  MUSTER_FILES_DIR: z.string().default('.muster/files'),
};

type FileStoreSettings = z.output<z.ZodObject<typeof fileStoreEnv>>;

/** Opens the store these settings name. The S3 SDK is loaded only where it is used: it is most of a cold start. */
export async function openFileStore(settings: FileStoreSettings): Promise<FileStore> {
  if (settings.S3_BUCKET === undefined) {
    const { diskFileStore } = await import('../disk/index.ts');
    return diskFileStore({ root: settings.MUSTER_FILES_DIR });
  }
  const { s3FileStore } = await import('../s3/index.ts');
  return s3FileStore({
    bucket: settings.S3_BUCKET,
    region: settings.S3_REGION,
    ...(settings.S3_ENDPOINT === undefined ? {} : { endpoint: settings.S3_ENDPOINT }),
    ...(settings.S3_ACCESS_KEY_ID === undefined || settings.S3_SECRET_ACCESS_KEY === undefined
      ? {}
      : { credentials: { accessKeyId: settings.S3_ACCESS_KEY_ID, secretAccessKey: settings.S3_SECRET_ACCESS_KEY } }),
  });
}
