import { join } from 'node:path';
import { checkRedis, ensureRedisServer, startRedis } from '@muster/local/redis';
import type { Service } from './service.ts';

/**
 * The Redis of this run: the one that was given, once it has been looked at, else a private one.
 * @throws Error in one sentence when neither is to be had.
 */
export async function openRedis(
  order: { given: string | undefined; dataDir: string; hold: number },
  say: (sentence: string) => void,
): Promise<Service> {
  if (order.given !== undefined) {
    const { version, warning } = await checkRedis(order.given);
    if (warning !== null) say(`Note on Redis: ${warning}.`);
    return { title: `Redis ${version} at ${new URL(order.given).host} (REDIS_URL)`, uri: order.given, own: null };
  }
  ensureRedisServer(say);
  const { url, ...own } = await startRedis({
    dir: join(order.dataDir, 'redis'),
    persistent: true,
    hold: order.hold,
  });
  return { title: 'private (set REDIS_URL for your own)', uri: url, own };
}
