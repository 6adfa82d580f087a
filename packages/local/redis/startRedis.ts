import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort, startLeashed, type Ending, type LeashedChild } from '../leash/index.ts';

export type LocalRedis = {
  /** With the password; the server answers on 127.0.0.1 only. */
  url: string;
  port: number;
  pid: number;
  /** Resolves once the process is gone, whoever ended it. */
  ended: Promise<Ending>;
  stop(): Promise<void>;
};

export type RedisOrder = {
  dir: string;
  /** Keeps an append-only file, so that queued tasks survive a restart. */
  persistent: boolean;
  /** A free one unless given. */
  port?: number;
  /** See `LeashedOptions`. */
  hold?: number;
};

/**
 * Starts a private Redis in its own folder, with a random password, never evicting.
 * @throws Error in one sentence when it does not answer within 20 seconds.
 */
export async function startRedis(order: RedisOrder): Promise<LocalRedis> {
  mkdirSync(order.dir, { recursive: true });
  const port = order.port ?? (await freePort());
  const password = randomBytes(24).toString('base64url');
  const config = join(order.dir, 'redis.conf');
  writeFileSync(config, configuration({ ...order, port, password }), { mode: 0o600 });

  const child = await startLeashed('redis-server', [config], { hold: order.hold });
  const url = `redis://:${password}@127.0.0.1:${port}`;
  if (!(await answers(url, child))) {
    await child.stop(1_000);
    throw new Error(`redis-server did not start on port ${port}: ${lastWords(order.dir)}`);
  }
  const stop = async (): Promise<void> => {
    await child.stop(10_000);
  };
  return { url, port, pid: child.pid, ended: child.ended, stop };
}

/** In a file, as everybody on the machine can read a command line. */
function configuration(order: RedisOrder & { port: number; password: string }): string {
  return [
    'bind 127.0.0.1',
    `port ${order.port}`,
    `requirepass ${order.password}`,
    `dir ${JSON.stringify(order.dir)}`,
    `logfile ${JSON.stringify(join(order.dir, 'redis.log'))}`,
    'daemonize no',
    'maxmemory-policy noeviction',
    'save ""',
    `appendonly ${order.persistent ? 'yes' : 'no'}`,
    'appendfsync everysec',
    // A kill in the middle of a write leaves half a command at the end of the file: cut off, not refused.
    'aof-load-truncated yes',
    '',
  ].join('\n');
}

/** PING until it answers: while it loads its file it says LOADING. */
async function answers(url: string, child: LeashedChild): Promise<boolean> {
  const redis = new Redis(url, {
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
    commandTimeout: 1_000,
    enableReadyCheck: false,
  });
  redis.on('error', () => undefined); // connection refused: it is not listening yet
  try {
    const began = performance.now();
    while (performance.now() - began < 20_000) {
      const pinged = redis.ping().catch(() => 'not yet');
      const answer = await Promise.race([pinged, child.ended]);
      if (answer === 'PONG') return true;
      if (typeof answer === 'object') return false;
      await wait(20);
    }
    return false;
  } finally {
    redis.disconnect();
  }
}

function lastWords(dir: string): string {
  try {
    return readFileSync(join(dir, 'redis.log'), 'utf8').trim().split('\n').at(-1) ?? '';
  } catch {
    return 'it left no log';
  }
}
