import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Log } from '@muster/jobs';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { defaultPrefix, queueName } from './taskQueue.ts';

export type QueueBoard = {
  /** Answers everything under `basePath`, as express hands it on. */
  handle(request: IncomingMessage, response: ServerResponse, next: (cause?: unknown) => void): void;
  close(): Promise<void>;
};

/** Bull Board, to look at and nothing else: what is in Redis are hints, and changing them changes no job. */
export function openQueueBoard(redisUrl: string, log: Log, basePath: string, prefix = defaultPrefix): QueueBoard {
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    commandTimeout: 2_000,
    maxRetriesPerRequest: 1,
    disconnectTimeout: 200, // ioredis keeps the process alive this long after it was told to hang up: 2 s unless said
  });
  connection.on('error', (err: Error) => log.debug({ err }, 'redis connection of the queue board'));
  const queue = new Queue(queueName, { connection, prefix, skipVersionCheck: true, skipWaitingForReady: true });
  queue.on('error', (err) => log.debug({ err }, 'queue board'));
  const server = new ExpressAdapter();
  server.setBasePath(basePath);
  createBullBoard({ queues: [new BullMQAdapter(queue, { readOnlyMode: true })], serverAdapter: server });
  return {
    handle: server.getRouter() as QueueBoard['handle'], // it says `any`; it is an express router
    close: async () => {
      await queue.close().catch((err: unknown) => log.debug({ err }, 'closing the queue board')); // Redis may be gone already
      connection.disconnect();
    },
  };
}
