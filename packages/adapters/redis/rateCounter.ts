import type { Log } from '@muster/jobs';
import { Redis } from 'ioredis';

/** How much was asked for in the present window, and when the next one begins. */
type Counted = { total: number; resetMs: number };

export type RateCounter = {
  /** Adds `amount` to what is counted under a name; null when Redis does not answer: nobody is refused for that. */
  count(name: string, amount: number, windowMs: number): Promise<Counted | null>;
  close(): Promise<void>;
};

/** A Redis that did not answer is left alone this long: waiting for it once more would slow every request. */
const breakMs = 1_000;

/** Counts in Redis, so that all processes of the API share one count. Its connection fails fast and never queues. */
export function openRateCounter(redisUrl: string, log: Log, prefix = '{muster}:rate:'): RateCounter {
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    commandTimeout: 250,
    maxRetriesPerRequest: 1,
    disconnectTimeout: 200,
  });
  connection.on('error', (err: Error) => log.debug({ err }, 'redis connection of the rate limits'));
  let isAway = false;
  let againAt = 0;
  return {
    count: async (name, amount, windowMs) => {
      if (performance.now() < againAt) return null;
      try {
        const counted = await countIn(connection, prefix + name, amount, windowMs);
        if (isAway) log.info({}, 'Redis answers again: requests are limited');
        isAway = false;
        return counted;
      } catch (err) {
        if (!isAway) log.warn({ err }, 'Redis does not answer: requests are not limited until it does');
        isAway = true;
        againAt = performance.now() + breakMs;
        return null;
      }
    },
    close: () => {
      connection.disconnect();
      return Promise.resolve();
    },
  };
}

/** One round trip: the first of a window begins it with its end, all others leave that as it is. */
async function countIn(connection: Redis, key: string, amount: number, windowMs: number): Promise<Counted> {
  const answers = await connection.multi().set(key, 0, 'PX', windowMs, 'NX').incrby(key, amount).pttl(key).exec();
  const [total, resetMs] = (answers ?? []).slice(1).map(([err, answer]) => (err === null ? Number(answer) : NaN));
  if (total === undefined || resetMs === undefined || Number.isNaN(total + resetMs)) {
    throw new Error('Redis did not count');
  }
  return { total, resetMs: Math.max(0, resetMs) };
}
