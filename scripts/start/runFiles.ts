import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Post } from './crew.ts';
import type { Service } from './service.ts';
import { writeWhole } from './writeWhole.ts';

export type Running = { url: string; database: Service; redis: Service; api: Post; workers: Post[] };

/** Tells whoever wants to know that Muster runs here, and as which processes: written when ready, and last. */
export function writeRunFile(dataDir: string, { url, database, redis, api, workers }: Running): void {
  writeWhole(join(dataDir, 'run.json'), {
    url,
    pids: {
      supervisor: process.pid,
      api: api.pid,
      workers: workers.map(({ pid }) => pid),
      mongo: database.own?.pid ?? null,
      redis: redis.own?.pid ?? null,
    },
    ports: { api: api.port, mongo: database.own?.port ?? null, redis: redis.own?.port ?? null },
    urls: { mongo: database.uri, redis: redis.uri },
  });
}

/** A second call does nothing. */
export function removeRunFile(dataDir: string): void {
  rmSync(join(dataDir, 'run.json'), { force: true });
}
