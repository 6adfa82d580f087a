import type { Log } from '@muster/jobs';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { defaultPrefix, queueName, type TaskData } from './taskQueue.ts';

export type TaskWorker = {
  /** Stops taking tasks and waits for those in hand. */
  close(): Promise<void>;
};

/**
 * The working side: hands each task to `handle`. What BullMQ thinks of a task decides nothing: it is tried once,
 * however often it stalls, and a handler that throws has already given its job back.
 */
export function startTaskWorker(
  redisUrl: string,
  handle: (jobId: string) => Promise<void>,
  options: { concurrency: number; log: Log; prefix?: string },
): TaskWorker {
  const { log } = options;
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', (err: Error) => log.debug({ err }, 'redis connection of the worker'));
  const worker = new Worker<TaskData>(queueName, (task) => handle(task.data.jobId), {
    connection,
    prefix: options.prefix ?? defaultPrefix,
    concurrency: options.concurrency,
    maxStalledCount: 1_000_000,
    skipVersionCheck: true,
  });
  worker.on('error', (err) => log.warn({ err }, 'task worker'));
  worker.on('failed', (task, err) => log.warn({ jobId: task?.data.jobId, err }, 'task failed'));
  return {
    close: async () => {
      await worker.close();
      connection.disconnect();
    },
  };
}
