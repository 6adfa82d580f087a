import { openTaskQueue, startTaskWorker } from '@muster/adapters/bullmq';
import { readCsv, writeCsv } from '@muster/adapters/csv';
import { openFileStore } from '@muster/adapters/files';
import { connectMongo, mongoPorts } from '@muster/adapters/mongo';
import { failpointsFrom, newId, openLog, shutdownOnSignal } from '@muster/adapters/process';
import { openSpool } from '@muster/adapters/spool';
import { runJob, sweepJobs, sweepRetention, sweepStrays, type JobSettings, type Ports } from '@muster/jobs';
import { readConfig } from './config.ts';
import { startSweeper, type Sweeper } from './startSweeper.ts';

/** How long tasks in hand may go on after SIGTERM, before they are interrupted and given back. */
const graceMs = 25_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog({ app: 'worker', level: config.MUSTER_LOG_LEVEL });
  const clock = () => new Date(Date.now());
  const reach = failpointsFrom(config.MUSTER_FAILPOINTS, config.MUSTER_FAILPOINTS_DIR);
  const mongo = await connectMongo(config.MONGODB_URI, { appName: 'muster-worker' });
  const tasks = openTaskQueue(config.REDIS_URL, log);
  const files = await openFileStore(config);
  const stored = mongoPorts(mongo, { clock, newId, reach });
  const ports: Ports = { ...stored, files, tasks, readCsv, writeCsv, spool: openSpool, reach, clock, newId, log };
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
  const sweepers = [
    startSweeper(log, { name: 'jobs', everyMs, run: () => sweepJobs(ports, settings) }),
    startSweeper(log, { name: 'retention', everyMs: everyMs * 5, run: () => sweepRetention(ports, settings) }),
    startSweeper(log, { name: 'strays', everyMs: everyMs * 1_200, run: () => sweepStrays(ports) }),
  ];
  shutdownOnSignal(log, graceMs + 5_000, [
    { name: 'sweepers', run: () => stopAll(sweepers) },
    { name: 'tasks', run: () => finishTasks(worker, stop) },
    { name: 'queue', run: () => tasks.close() },
    { name: 'database', run: () => mongo.close() },
  ]);
  log.info({ concurrency: config.MUSTER_CONCURRENCY }, 'worker ready');
  process.send?.({ ready: {} });
}

async function stopAll(sweepers: readonly Sweeper[]): Promise<void> {
  await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
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
