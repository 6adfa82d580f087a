import { Redis } from 'ioredis';

const oldest = [6, 2];

/**
 * Looks at a Redis before anything is built on it.
 * @returns its version, and what to say about its settings.
 * @throws Error in one sentence, when it does not answer within five seconds or is too old. Never names the password.
 */
export async function checkRedis(url: string): Promise<{ version: string; warning: string | null }> {
  if (!URL.canParse(url)) throw new Error('REDIS_URL is not a URL like redis://:password@host:6379.');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    retryStrategy: null,
  });
  redis.on('error', () => undefined); // told by the rejection of connect, below
  try {
    await redis.connect();
    await redis.ping();
    const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'unknown';
    if (isTooOld(version)) throw new Error(`it is version ${version}, and Muster needs ${oldest.join('.')} or newer`);
    return { version, warning: await evictionWarning(redis) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`REDIS_URL (${new URL(url).host}) cannot be used: ${reason}.`, { cause: error });
  } finally {
    redis.disconnect();
  }
}

/** A Redis that evicts keys forgets tasks: Muster finds them again, but late. */
async function evictionWarning(redis: Redis): Promise<string | null> {
  // Hosted services often forbid CONFIG: then there is nothing to say.
  const policy = await redis.config('GET', 'maxmemory-policy').catch(() => []);
  const value = Array.isArray(policy) ? policy[1] : undefined;
  if (typeof value !== 'string' || value === 'noeviction') return null;
  return `its maxmemory-policy is ${value}; set noeviction, or tasks may be forgotten and found again late`;
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
