import type { Log } from '@muster/jobs';
import { Redis } from 'ioredis';

/** Sums by name, over all processes and their restarts. Figures for whoever runs the installation: nothing rests on them. */
export type Tallies = {
  /**
   * Adds to a sum, a moment later, and nobody waits for it. What Redis cannot be told now it is told once it is back;
   * should it have listened and not answered, it hears it twice.
   */
  add(name: string, amount: number): void;
  /** All sums so far; null when Redis does not answer. */
  sums(): Promise<Map<string, number> | null>;
  /** Hands over what is left. */
  close(): Promise<void>;
};

/** What has happened is collected this long: a process that is killed takes as much with it. */
const collectMs = 500;

/** Keeps sums in one hash. Losing Redis sets them to 0, which those who read counters know how to take. */
export function openTallies(redisUrl: string, log: Log, key = '{muster}:tallies'): Tallies {
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    maxRetriesPerRequest: 1,
    disconnectTimeout: 200,
  });
  connection.on('error', (err: Error) => log.debug({ err }, 'redis connection of the tallies'));
  let waiting = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let handingOver: Promise<void> = Promise.resolve();

  const add = (name: string, amount: number): void => {
    waiting.set(name, (waiting.get(name) ?? 0) + amount);
    timer ??= setTimeout(() => void handOver(), collectMs).unref();
  };
  const handOver = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    handingOver = handingOver.then(async () => {
      const taken = waiting;
      waiting = new Map();
      if (taken.size === 0) return;
      try {
        await addAll(connection, key, taken);
      } catch (err) {
        log.debug({ err }, 'Redis was not told of the tallies; it will be');
        for (const [name, amount] of taken) add(name, amount);
      }
    });
    return handingOver;
  };
  return {
    add,
    sums: async () => {
      await handOver();
      try {
        return new Map(Object.entries(await connection.hgetall(key)).map(([name, sum]) => [name, Number(sum)]));
      } catch (err) {
        log.debug({ err }, 'the tallies cannot be read');
        return null;
      }
    },
    close: async () => {
      await handOver();
      clearTimeout(timer);
      connection.disconnect();
    },
  };
}

/** All of them or none, in one round trip. */
async function addAll(connection: Redis, key: string, amounts: ReadonlyMap<string, number>): Promise<void> {
  const all = connection.multi();
  for (const [name, amount] of amounts) all.hincrbyfloat(key, name, amount);
  await all.exec();
}
