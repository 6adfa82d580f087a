import { Queue } from 'bullmq';
import type { Log, TaskQueue } from '@muster/jobs';
import { Redis } from 'ioredis';

/** One queue for all kinds of job: a task only says which job to advance. The hash tag keeps its keys on one cluster node. */
export const queueName = 'jobs';
export const defaultPrefix = '{muster}';

/** What travels through Redis: an id, never CSV, never the job itself. */
export type TaskData = { jobId: string };

export type OpenTaskQueue = TaskQueue & {
  /** Rejects when Redis does not answer within a second. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The asking side. Its connection never queues commands while Redis is away: a hint that cannot be given at once is
 * given later by the sweeper, and nobody waits for it.
 */
export function openTaskQueue(redisUrl: string, log: Log, prefix = defaultPrefix): OpenTaskQueue {
  const connection = new Redis(redisUrl, {
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    maxRetriesPerRequest: 1,
    disconnectTimeout: 200,
  });
  connection.on('error', (err: Error) => log.debug({ err }, 'redis connection of the task queue'));
  const queue = new Queue<TaskData>(queueName, {
    connection,
    prefix,
    skipVersionCheck: true,
    skipWaitingForReady: true,
  });
  queue.on('error', (err) => log.debug({ err }, 'task queue'));
  return {
    enqueue: async ({ jobId, dispatch }) => {
      await queue.add(
        queueName,
        { jobId },
        { jobId: `${jobId}-${dispatch}`, attempts: 1, removeOnComplete: true, removeOnFail: true },
      );
    },
    ping: async () => {
      await connection.ping();
    },
    close: async () => {
      await queue.close().catch((err: unknown) => log.debug({ err }, 'closing the task queue')); // Redis may be gone already
      connection.disconnect();
    },
  };
}
