import { fileStoreEnv } from '@muster/adapters/files';
import { commonEnv, duration, parseEnv, refuseDevelopmentSettings, wholeNumber } from '@muster/adapters/process';
import { z } from 'zod';

const schema = z
  .object({
    ...commonEnv,
    ...fileStoreEnv,
    HOST: z.string().default('127.0.0.1'),
    PORT: wholeNumber(0, 65_535).default(8_080),
    MUSTER_OPS_TOKEN: z.string().optional(),
    MUSTER_SESSION_IDLE: duration.default(8 * 3_600_000),
    MUSTER_SESSION_MAX: duration.default(7 * 86_400_000),
    MUSTER_TRUST_PROXY: wholeNumber(0, 10).default(0),
    MUSTER_RATE_LIMIT: wholeNumber(0).default(6_000),
    MUSTER_ACCOUNT_RATE_LIMIT: wholeNumber(0).default(60_000),
    MUSTER_ACCOUNT_UPLOADS: wholeNumber(0).default(250),
    MUSTER_ACCOUNT_UPLOAD_BYTES: wholeNumber(0).default(10 * 1024 ** 3),
    MUSTER_ACCOUNT_JOBS: wholeNumber(0).default(10_000),
    MUSTER_BODY_PATIENCE: duration.default(20_000),
  })
  .superRefine(refuseDevelopmentSettings);

/** The api's settings. @throws with every mistake listed. */
export function readConfig(env: NodeJS.ProcessEnv): z.output<typeof schema> {
  return parseEnv(schema, env);
}
