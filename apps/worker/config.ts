import { commonEnv, duration, parseEnv, wholeNumber } from '@muster/adapters/process';
import { z } from 'zod';

const schema = z.object({
  ...commonEnv,
  MUSTER_SWEEP_INTERVAL: duration.default(3_000),
  MUSTER_CONCURRENCY: wholeNumber(1, 64).default(4),
});

/** The worker's settings. @throws with every mistake listed. */
export function readConfig(env: NodeJS.ProcessEnv): z.infer<typeof schema> {
  return parseEnv(schema, env);
}
