export { s3FileStore, type S3Options } from './s3FileStore.ts';
