import { defaultSchedule } from '@muster/domain';
import { z } from 'zod';
import { developmentPepper } from './apiKeys.ts';
import { duration, durations } from './durations.ts';

/**
 * The settings of a process, or an error that lists everything that is wrong with them, one line each: nobody
 * should have to start three times to find three mistakes. A variable that is set but empty counts as not set.
 */
export function parseEnv<T>(schema: z.ZodType<T>, env: Record<string, string | undefined>): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? ''); // of a list, too, it is the variable that is wrong
    return `  ${name}: ${name in given ? message : 'must be set'}`;
  });
  throw new Error(`These settings are not right:\n${lines.join('\n')}`);
}

/** A whole number, as a variable says it. */
export function wholeNumber(from: number, to = Number.MAX_SAFE_INTEGER): z.ZodCoercedNumber {
  const message = `must be a whole number from ${from} to ${to}`;
  return z.coerce.number(message).int(message).min(from, message).max(to, message);
}

/** Good enough for a laptop, and refused in production. */
const developmentSecretKey = 'muster-development-secret-key';

/** What the api and the worker both read: where the services are, and how long jobs and their files last. */
export const commonEnv = {
  NODE_ENV: z.string().default('development'),
  MUSTER_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://'),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must start with redis:// or rediss://'),
  MUSTER_KEY_PEPPER: z.string().default(developmentPepper),
  MUSTER_MAX_ROWS: wholeNumber(1).default(100_000),
  MUSTER_MAX_FILE_BYTES: wholeNumber(1).default(256 * 1024 * 1024),
  MUSTER_LEASE: duration.default(15_000),
  MUSTER_REVIEW_TTL: duration.default(86_400_000),
  MUSTER_UNDO_TTL: duration.default(30 * 86_400_000),
  MUSTER_FILES_TTL: duration.default(7 * 86_400_000),
  MUSTER_JOBS_TTL: duration.default(90 * 86_400_000),
  MUSTER_SECRET_KEY: z.string().default(developmentSecretKey),
  MUSTER_WEBHOOK_SCHEDULE: durations.default([...defaultSchedule]),
  MUSTER_WEBHOOK_ALLOW_LOOPBACK: z
    .enum(['0', '1'], 'must be 0 or 1')
    .default('0')
    .transform((text) => text === '1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be a URL').optional(),
  MUSTER_FAILPOINTS: z.string().optional(),
  MUSTER_FAILPOINTS_DIR: z.string().optional(),
};

/** For `superRefine`: secrets that are short or stand in the source, and ways to die on purpose, are not for production. */
export function refuseDevelopmentSettings(
  env: {
    NODE_ENV?: unknown;
    MUSTER_KEY_PEPPER?: unknown;
    MUSTER_SECRET_KEY?: unknown;
    MUSTER_OPS_TOKEN?: unknown;
    MUSTER_WEBHOOK_ALLOW_LOOPBACK?: unknown;
    MUSTER_FAILPOINTS?: unknown;
  },
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  if (env.NODE_ENV !== 'production') return;
  const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  for (const name of ['MUSTER_KEY_PEPPER', 'MUSTER_SECRET_KEY', 'MUSTER_OPS_TOKEN'] as const) {
    if (isGuessable(env[name])) refuse(name, 'must be a secret of 16 characters or more in production');
  }
  if (env.MUSTER_WEBHOOK_ALLOW_LOOPBACK === true) refuse('MUSTER_WEBHOOK_ALLOW_LOOPBACK', 'is not for production');
  if (env.MUSTER_FAILPOINTS !== undefined) refuse('MUSTER_FAILPOINTS', 'is not for production');
}

/** Short, ours, or what .env.example has in its place. What is not set opens nothing. */
function isGuessable(secret: unknown): boolean {
  if (typeof secret !== 'string') return false;
  const isPublic = secret === developmentPepper || secret === developmentSecretKey || secret.startsWith('change-me');
  return isPublic || secret.length < 16;
}
