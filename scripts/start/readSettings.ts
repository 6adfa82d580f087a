import { resolve } from 'node:path';
import { parseEnv, wholeNumber } from '@muster/adapters/process';
import { z } from 'zod';

/** What `npm start` itself reads; everything else that is set goes through to the API and the workers. */
export type Settings = {
  host: string;
  port: number;
  dataDir: string;
  workers: number;
  production: boolean;
  /** The real services that replace ours. */
  mongoUri: string | undefined;
  redisUrl: string | undefined;
  s3Bucket: string | undefined;
  pepper: string | undefined;
  secretKey: string | undefined;
};

const schema = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(8080),
  MUSTER_DATA_DIR: z.string().default('.muster'),
  MUSTER_WORKERS: wholeNumber(1, 64).default(1),
  MONGODB_URI: z.string().optional(),
  REDIS_URL: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  MUSTER_KEY_PEPPER: z.string().optional(),
  MUSTER_SECRET_KEY: z.string().optional(),
});

/** @throws with every mistake listed; in production also when a real service is missing. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const read = parseEnv(schema, env);
  const settings: Settings = {
    host: read.HOST,
    port: read.PORT,
    dataDir: resolve(read.MUSTER_DATA_DIR),
    workers: read.MUSTER_WORKERS,
    production: read.NODE_ENV === 'production',
    mongoUri: read.MONGODB_URI,
    redisUrl: read.REDIS_URL,
    s3Bucket: read.S3_BUCKET,
    pepper: read.MUSTER_KEY_PEPPER,
    secretKey: read.MUSTER_SECRET_KEY,
  };
  if (settings.production) requireRealServices(read);
  return settings;
}

function requireRealServices(read: z.infer<typeof schema>): void {
  const needed = ['MONGODB_URI', 'REDIS_URL', 'S3_BUCKET', 'MUSTER_KEY_PEPPER', 'MUSTER_SECRET_KEY'] as const;
  const missing = needed.filter((name) => read[name] === undefined);
  if (missing.length === 0) return;
  throw new Error(`In production Muster works with real services only: set ${missing.join(', ')}.`);
}
