import { openQueueBoard, openTaskQueue } from '@muster/adapters/bullmq';
import { readCsv, writeCsv } from '@muster/adapters/csv';
import { openFileStore } from '@muster/adapters/files';
import { connectMongo, mongoPorts } from '@muster/adapters/mongo';
import { failpointsFrom, newId, openLog, shutdownOnSignal } from '@muster/adapters/process';
import { openRateCounter, openTallies } from '@muster/adapters/redis';
import { countingObserver, observeJobs, openTracing } from '@muster/adapters/telemetry';
import { endpointRegistrar, eventBody, secretBox } from '@muster/adapters/webhook';
import { fileURLToPath } from 'node:url';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { readConfig } from './config.ts';
import { createApi } from './createApi.ts';
import { boardPath, operations } from './operations.ts';
import { openServer } from './openServer.ts';
import { portalPages } from './portalPages.ts';
import { readPortal } from './readPortal.ts';
import { watchJobs } from './watchJobs.ts';

/** How long requests in hand may go on after SIGTERM. */
const graceMs = 10_000;

/** Beside us, as it was built; seen from where we are built to. */
const portalFolder = fileURLToPath(new URL('../../portal/dist', import.meta.url));

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog({ app: 'api', level: config.MUSTER_LOG_LEVEL });
  const clock = () => new Date(Date.now());
  const reach = failpointsFrom(config.MUSTER_FAILPOINTS, config.MUSTER_FAILPOINTS_DIR);
  const mongo = await connectMongo(config.MONGODB_URI, { appName: 'muster-api' });
  const tasks = openTaskQueue(config.REDIS_URL, log);
  const rates = openRateCounter(config.REDIS_URL, log);
  const tallies = openTallies(config.REDIS_URL, log);
  const tracing = await openTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT, { app: 'api', log });
  const observers = [countingObserver(tallies), ...(tracing === null ? [] : [tracing])];
  const files = await openFileStore(config);
  const stored = mongoPorts(mongo, { clock, newId, reach });
  const ports: ApiPorts = {
    ...stored,
    jobs: observeJobs(stored, observers).jobs,
    files,
    tasks,
    rates,
    tallies,
    tracing,
    trace: () => tracing?.current() ?? null,
    readCsv,
    writeCsv,
    eventBody,
    webhooks: endpointRegistrar({
      allowLoopback: config.MUSTER_WEBHOOK_ALLOW_LOOPBACK,
      box: secretBox(config.MUSTER_SECRET_KEY),
    }),
    reach,
    clock,
    newId,
    log,
    pingDatabase: () => mongo.ping(),
    pingQueue: () => tasks.ping(),
  };
  const settings: ApiSettings = {
    keyPepper: config.MUSTER_KEY_PEPPER,
    maxFileBytes: config.MUSTER_MAX_FILE_BYTES,
    maxRows: config.MUSTER_MAX_ROWS,
    sessionIdleMs: config.MUSTER_SESSION_IDLE,
    sessionMaxMs: config.MUSTER_SESSION_MAX,
    trustProxy: config.MUSTER_TRUST_PROXY,
    rateLimit: config.MUSTER_RATE_LIMIT,
    perAccount: {
      requests: config.MUSTER_ACCOUNT_RATE_LIMIT,
      uploads: config.MUSTER_ACCOUNT_UPLOADS,
      uploadBytes: config.MUSTER_ACCOUNT_UPLOAD_BYTES,
      jobs: config.MUSTER_ACCOUNT_JOBS,
    },
    bodyPatienceMs: config.MUSTER_BODY_PATIENCE,
    leaseMs: config.MUSTER_LEASE,
    reviewTtlMs: config.MUSTER_REVIEW_TTL,
    undoTtlMs: config.MUSTER_UNDO_TTL,
    filesTtlMs: config.MUSTER_FILES_TTL,
    jobsTtlMs: config.MUSTER_JOBS_TTL,
  };

  const watch = watchJobs(ports);
  const { MUSTER_OPS_TOKEN: opsToken } = config;
  const board = opsToken === undefined ? null : openQueueBoard(config.REDIS_URL, log, boardPath);
  const forOperators = opsToken === undefined || board === null ? [] : [operations(ports, opsToken, board)];
  const portal = portalPages(await readPortal(portalFolder));
  const api = createApi(ports, settings, watch, [portal, ...forOperators]);
  const server = await openServer(api, ports, { host: config.HOST, port: config.PORT });
  shutdownOnSignal(log, graceMs + 5_000, [
    { name: 'watchers', run: () => watch.close() },
    { name: 'server', run: () => server.close(graceMs) },
    { name: 'queue', run: () => tasks.close() },
    { name: 'queue board', run: async () => board?.close() },
    { name: 'rates', run: () => rates.close() },
    { name: 'tallies', run: () => tallies.close() },
    { name: 'traces', run: async () => tracing?.close() },
    { name: 'database', run: () => mongo.close() },
  ]);
  log.info({ host: config.HOST, port: server.port }, 'api ready');
  process.send?.({ ready: { port: server.port } });
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
