import { openTaskQueue, startTaskWorker } from '@muster/adapters/bullmq';
import { readCsv, writeCsv } from '@muster/adapters/csv';
import { openFileStore } from '@muster/adapters/files';
import { connectMongo, mongoPorts } from '@muster/adapters/mongo';
import { failpointsFrom, newId, openLog, shutdownOnSignal } from '@muster/adapters/process';
import { openTallies } from '@muster/adapters/redis';
import { openSpool } from '@muster/adapters/spool';
import { countingObserver, observeJobs, observeSender, openTracing } from '@muster/adapters/telemetry';
import { eventBody, eventSender, secretBox } from '@muster/adapters/webhook';
import {
  notifyJobs,
  openSender,
  runJob,
  sweepJobs,
  sweepRetention,
  sweepStrays,
  sweepTold,
  type JobSettings,
  type Ports,
} from '@muster/jobs';
import { readConfig } from './config.ts';
import { startSweeper, type Sweeper } from './startSweeper.ts';

/** How long tasks in hand may go on after SIGTERM, before they are interrupted and given back. */
const graceMs = 25_000;

/** How often the outbox is looked into, at the least: people should hear of the end of a job at once. */
const mostOutboxMs = 250;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog({ app: 'worker', level: config.MUSTER_LOG_LEVEL });
  const clock = () => new Date(Date.now());
  const reach = failpointsFrom(config.MUSTER_FAILPOINTS, config.MUSTER_FAILPOINTS_DIR);
  const mongo = await connectMongo(config.MONGODB_URI, { appName: 'muster-worker' });
  const tasks = openTaskQueue(config.REDIS_URL, log);
  const files = await openFileStore(config);
  const tallies = openTallies(config.REDIS_URL, log);
  const tracing = await openTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT, { app: 'worker', log });
  const observers = [countingObserver(tallies), ...(tracing === null ? [] : [tracing])];
  const stored = mongoPorts(mongo, { clock, newId, reach });
  const send = eventSender({
    allowLoopback: config.MUSTER_WEBHOOK_ALLOW_LOOPBACK,
    box: secretBox(config.MUSTER_SECRET_KEY),
  });
  const observed = { ...observeJobs(stored, observers), sendEvent: observeSender(send, observers) };
  const outside = { files, tasks, readCsv, writeCsv, spool: openSpool, eventBody };
  const trace = () => tracing?.current() ?? null;
  const ports: Ports = { ...stored, ...observed, ...outside, reach, clock, trace, newId, log };
  const settings: JobSettings = {
    leaseMs: config.MUSTER_LEASE,
    reviewTtlMs: config.MUSTER_REVIEW_TTL,
    undoTtlMs: config.MUSTER_UNDO_TTL,
    filesTtlMs: config.MUSTER_FILES_TTL,
    jobsTtlMs: config.MUSTER_JOBS_TTL,
    maxRows: config.MUSTER_MAX_ROWS,
  };

  const stop = new AbortController();
  const worker = startTaskWorker(config.REDIS_URL, (jobId) => runJob(ports, jobId, settings, stop.signal), {
    concurrency: config.MUSTER_CONCURRENCY,
    log,
  });
  const everyMs = config.MUSTER_SWEEP_INTERVAL;
  const sender = openSender(ports, config.MUSTER_WEBHOOK_SCHEDULE);
  const sweepers = [
    startSweeper(log, { name: 'jobs', everyMs, run: () => sweepJobs(ports, settings) }),
    startSweeper(log, { name: 'retention', everyMs: everyMs * 5, run: () => sweepRetention(ports, settings) }),
    startSweeper(log, {
      name: 'webhooks',
      everyMs: Math.min(everyMs, mostOutboxMs),
      run: async () => {
        await notifyJobs(ports, config.MUSTER_WEBHOOK_SCHEDULE);
        await sender.begin();
      },
    }),
    startSweeper(log, { name: 'told', everyMs: everyMs * 100, run: () => sweepTold(ports, settings) }),
    startSweeper(log, { name: 'strays', everyMs: everyMs * 1_200, run: () => sweepStrays(ports) }),
  ];
  shutdownOnSignal(log, graceMs + 5_000, [
    { name: 'sweepers', run: () => stopAll(sweepers) },
    { name: 'work', run: () => finishWork([finishTasks(worker, stop), sender.close()]) },
    { name: 'queue', run: () => tasks.close() },
    { name: 'tallies', run: () => tallies.close() },
    { name: 'traces', run: async () => tracing?.close() },
    { name: 'database', run: () => mongo.close() },
  ]);
  log.info({ concurrency: config.MUSTER_CONCURRENCY }, 'worker ready');
  process.send?.({ ready: {} });
}

async function stopAll(sweepers: readonly Sweeper[]): Promise<void> {
  await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
}

async function finishWork(parts: readonly Promise<void>[]): Promise<void> {
  await Promise.all(parts);
}

/** Takes no more tasks; those in hand may finish, and after `graceMs` are asked to give their jobs back. */
async function finishTasks(worker: { close(): Promise<void> }, stop: AbortController): Promise<void> {
  const timer = setTimeout(() => stop.abort(), graceMs);
  await worker.close();
  clearTimeout(timer);
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
