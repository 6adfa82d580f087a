import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '@muster/jobs';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { defaultPrefix, queueName, type TaskData } from './taskQueue.ts';

export type TaskWorker = {
  /** Stops taking tasks and waits for those in hand; a Redis that is away is told nothing, and not waited for. */
  close(): Promise<void>;
};

/** How long Redis may take to hear that the last task is done. */
const goodbyeMs = 2_000;

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
  const inHand = new Set<Promise<void>>();
  const take = (jobId: string): Promise<void> => {
    const task = handle(jobId).finally(() => inHand.delete(task));
    inHand.add(task);
    return task;
  };
  const worker = new Worker<TaskData>(queueName, (task) => take(task.data.jobId), {
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
      const goodbye = worker.close().catch((err: unknown) => log.debug({ err }, 'closing the task worker'));
      const enough = Promise.allSettled(inHand).then(() => wait(goodbyeMs, undefined, { ref: false }));
      await Promise.race([goodbye, enough]);
      connection.disconnect();
    },
  };
}
