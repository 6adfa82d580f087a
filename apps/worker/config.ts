import { fileStoreEnv } from '@muster/adapters/files';
import { commonEnv, duration, parseEnv, refuseDevelopmentSettings, wholeNumber } from '@muster/adapters/process';
import { z } from 'zod';

const schema = z
  .object({
    ...commonEnv,
    ...fileStoreEnv,
    MUSTER_SWEEP_INTERVAL: duration.default(3_000),
    MUSTER_CONCURRENCY: wholeNumber(1, 64).default(4),
  })
  .superRefine(refuseDevelopmentSettings);

/** The worker's settings. @throws with every mistake listed. */
export function readConfig(env: NodeJS.ProcessEnv): z.output<typeof schema> {
  return parseEnv(schema, env);
}
