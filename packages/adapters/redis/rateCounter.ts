import type { Log } from '@muster/jobs';
import { Redis } from 'ioredis';
import { setImmediate as turn } from 'node:timers/promises';

/** How much was asked for in the present window, and when the next one begins. */
export type Counted = { total: number; resetMs: number };

export type RateCounter = {
  /** Adds `amount` to what is counted under a name; null when Redis does not answer: nobody is refused for that. */
  count(name: string, amount: number, windowMs: number): Promise<Counted | null>;
  /** Adds 1 to each of these names, in one round trip. */
  countEach(names: readonly string[], windowMs: number): Promise<Counted[] | null>;
  /** Takes a place under a name, for `mostMs` should nobody leave it; how many are taken now. A second call keeps it longer. */
  occupy(name: string, holder: string, mostMs: number): Promise<number | null>;
  /** A second call does nothing. */
  leave(name: string, holder: string): Promise<void>;
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
  const unlessAway = async <T>(ask: () => Promise<T>): Promise<T | null> => {
    if (performance.now() < againAt) return null;
    try {
      const answer = await ask();
      if (isAway) log.info({}, 'Redis answers again: requests are limited');
      isAway = false;
      return answer;
    } catch (err) {
      if (!isAway) log.warn({ err }, 'Redis does not answer: requests are not limited until it does');
      isAway = true;
      againAt = performance.now() + breakMs;
      return null;
    }
  };
  const countAll = countTogether((sums) => unlessAway(() => countIn(connection, sums)), prefix);
  return {
    count: async (name, amount, windowMs) => (await countAll([name], amount, windowMs))?.[0] ?? null,
    countEach: (names, windowMs) => countAll(names, 1, windowMs),
    occupy: (name, holder, mostMs) => unlessAway(() => occupyIn(connection, prefix + name, holder, mostMs)),
    leave: async (name, holder) => {
      await unlessAway(() => connection.zrem(prefix + name, holder));
    },
    close: () => {
      connection.disconnect();
      return Promise.resolve();
    },
  };
}

type Sums = ReadonlyMap<string, { sum: number; windowMs: number }>;
type CountAll = (names: readonly string[], amount: number, windowMs: number) => Promise<Counted[] | null>;

/**
 * Many count at the same time, most of them under one name: Redis hears of a round of them in one go, and each is told the
 * count as it was when their own was added.
 */
function countTogether(count: (sums: Sums) => Promise<Map<string, Counted> | null>, prefix: string): CountAll {
  type Round = { sums: Map<string, { sum: number; windowMs: number }>; counted: ReturnType<typeof count> };
  let gathering: Round | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  const gather = (): Round => {
    const sums: Round['sums'] = new Map();
    const counted = underWay.then(async () => {
      await turn(); // all that has arrived by now comes along
      gathering = null;
      return count(sums);
    });
    underWay = counted;
    return { sums, counted };
  };
  return async (names, amount, windowMs) => {
    const { sums, counted } = (gathering ??= gather());
    const places = names.map((name) => {
      const place = (sums.get(prefix + name)?.sum ?? 0) + amount;
      sums.set(prefix + name, { sum: place, windowMs });
      return place;
    });
    const all = await counted;
    if (all === null) return null;
    return names.map((name, n) => {
      const { total = 0, resetMs = 0 } = all.get(prefix + name) ?? {};
      return { total: total - (sums.get(prefix + name)?.sum ?? 0) + (places[n] ?? 0), resetMs };
    });
  };
}

/** One round trip: the first of a window begins it with its end, all others leave that as it is. */
async function countIn(connection: Redis, sums: Sums): Promise<Map<string, Counted>> {
  const asked = connection.multi();
  for (const [key, { sum, windowMs }] of sums) asked.set(key, 0, 'PX', windowMs, 'NX').incrby(key, sum).pttl(key);
  const answers = numbersIn(await asked.exec());
  return new Map(
    [...sums.keys()].map((key, n) => {
      const [total = NaN, resetMs = NaN] = answers.slice(3 * n + 1);
      if (Number.isNaN(total + resetMs)) throw new Error('Redis did not count');
      return [key, { total, resetMs: Math.max(0, resetMs) }];
    }),
  );
}

/** The holders of a name, by the end of their time: who died without leaving is left out from then on. */
async function occupyIn(connection: Redis, key: string, holder: string, mostMs: number): Promise<number> {
  const now = Date.now();
  const asked = connection
    .multi()
    .zremrangebyscore(key, 0, now)
    .zadd(key, now + mostMs, holder)
    .zcard(key);
  const [, , taken = NaN] = numbersIn(await asked.pexpire(key, mostMs).exec());
  if (Number.isNaN(taken)) throw new Error('Redis did not count');
  return taken;
}

function numbersIn(answers: [Error | null, unknown][] | null): number[] {
  return (answers ?? []).map(([err, answer]) => (err === null ? Number(answer) : NaN));
}
