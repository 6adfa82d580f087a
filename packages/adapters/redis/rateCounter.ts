import type { Log } from '@muster/jobs';
import { Redis } from 'ioredis';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

/** How much was asked for in the present window, and when the next one begins. */
export type Counted = { total: number; resetMs: number };

export type RateCounter = {
  /** Adds `amount` to what is counted under a name; null when Redis does not answer: nobody is refused for that. */
  count(name: string, amount: number, windowMs: number): Promise<Counted | null>;
  /**
   * Adds 1 to each of these names. While they are counted often, it does not wait for Redis: then the totals may be too
   * low by what other processes have counted in the last tenth of a second, never too high.
   */
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
  return {
    count: async (name, amount, windowMs) => {
      const sums = new Map([[prefix + name, { sum: amount, windowMs }]]);
      return (await unlessAway(() => countIn(connection, sums)))?.get(prefix + name) ?? null;
    },
    countEach: countTogether((sums) => unlessAway(() => countIn(connection, sums)), prefix),
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

type Sums = Map<string, { sum: number; windowMs: number }>;

/** While many are counted, Redis hears of it at this distance. */
const betweenMs = 20;
/** So long what Redis said last, and what was added here since, is good enough: other processes count meanwhile too. */
const freshMs = 100;

/**
 * Many count at the same time, most of them under one name: Redis hears of a round of them in one go. Who counts under a
 * name that Redis has just spoken of need not wait for it: the count is never too high, and too low by no more than
 * others have added since.
 */
function countTogether(
  count: (sums: Sums) => Promise<Map<string, Counted> | null>,
  prefix: string,
): RateCounter['countEach'] {
  type Round = { sums: Sums; counted: ReturnType<typeof count> };
  const known = new Map<string, { total: number; resetAt: number; saidAt: number }>();
  let gathering: Round | null = null;
  const addedSince = (key: string): number => gathering?.sums.get(key)?.sum ?? 0;
  let underWay: Promise<unknown> = Promise.resolve();

  const gather = (): Round => {
    const sums: Sums = new Map();
    const counted = underWay.then(async () => {
      await turn(); // all that has arrived by now comes along
      gathering = null;
      const all = await count(sums);
      known.clear();
      const now = performance.now();
      for (const [key, { total, resetMs }] of all ?? []) {
        known.set(key, { total: total + addedSince(key), resetAt: now + resetMs, saidAt: now });
      }
      return all;
    });
    underWay = Promise.all([counted, underWay.then(() => pause(betweenMs))]);
    return { sums, counted };
  };

  return async (names, windowMs) => {
    const keys = names.map((name) => prefix + name);
    const { sums, counted } = (gathering ??= gather());
    const now = performance.now();
    const places = keys.map((key) => {
      const sum = (sums.get(key)?.sum ?? 0) + 1;
      sums.set(key, { sum, windowMs });
      const said = known.get(key);
      if (said !== undefined) said.total += 1;
      return { key, sum, said };
    });
    const fresh = places.flatMap(({ said }) =>
      said !== undefined && now < said.resetAt && now - said.saidAt < freshMs
        ? [{ total: said.total, resetMs: said.resetAt - now }]
        : [],
    );
    if (fresh.length === keys.length) return fresh;
    const all = await counted;
    if (all === null) return null;
    return places.map(({ key, sum }) => {
      const { total = 0, resetMs = 0 } = all.get(key) ?? {};
      return { total: total - (sums.get(key)?.sum ?? 0) + sum, resetMs };
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
