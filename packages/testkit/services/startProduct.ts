import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLeashed, type Ending } from '@muster/local/leash';
import { until } from '../until/index.ts';

/** Muster as `npm start` starts it, on a data folder and ports of its own. */
export type Product = {
  url: string;
  dataDir: string;
  accounts: DemoAccount[];
  /** Who runs now; changes when somebody is replaced. */
  run(): Promise<RunFile>;
  /** Everything it printed, and the log of the API or a worker (`api`, `worker-1`). */
  log(name: string): Promise<string>;
  /** Ends it in order and starts it again on the same data, with other settings if given. */
  restart(env?: Record<string, string>): Promise<void>;
  /** How it ended, once it has, by itself or not. */
  ended(): Promise<Ending>;
  /** Ends it in order, and removes the data folder. */
  stop(): Promise<void>;
};

type DemoAccount = {
  id: string;
  name: string;
  adminUserId: string;
  keys: Record<'admin' | 'operator' | 'viewer', string>;
};

type RunFile = {
  url: string;
  pids: { supervisor: number; api: number; workers: number[]; mongo: number | null; redis: number | null };
  ports: { api: number; mongo: number | null; redis: number | null };
  urls: { mongo: string; redis: string };
};

const main = fileURLToPath(new URL('../../../scripts/dist/start/main.js', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts it and waits until it is ready. `env` adds to or overrides the environment; ports are free ones. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-product-'));
  let running = await launch(dataDir, env);
  const demo = await readJson<{ accounts: DemoAccount[] }>(join(dataDir, 'demo.json'));
  return {
    get url() {
      return running.url;
    },
    dataDir,
    accounts: demo.accounts,
    run: () => readJson<RunFile>(join(dataDir, 'run.json')),
    log: (name) => readFile(join(dataDir, 'logs', `${name}.log`), 'utf8'),
    restart: async (other = env) => {
      await running.stop();
      running = await launch(dataDir, other);
    },
    ended: () => running.ended,
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Running = { url: string; ended: Promise<Ending>; stop(): Promise<void> };

async function launch(dataDir: string, env: Record<string, string>): Promise<Running> {
  const settings = { NODE_ENV: 'development', PORT: '0', MUSTER_DATA_DIR: dataDir, ...env };
  const said = join(dataDir, 'start.log');
  const output = openSync(said, 'a');
  const child = await startLeashed(process.execPath, [main], {
    cwd: root,
    env: { ...process.env, ...settings },
    output,
  });
  closeSync(output);
  const life = { ended: false };
  void child.ended.then(() => (life.ended = true));
  const runFile = join(dataDir, 'run.json');
  // One of an earlier run that was killed says nothing of this one.
  const isReady = async (): Promise<boolean> => (await readJson<RunFile>(runFile)).pids.supervisor === child.pid;
  await until(async () => life.ended || (await isReady()), {
    timeoutMs: 60_000,
    everyMs: 50,
    what: `Muster (see ${said})`,
  });
  if (life.ended) throw new Error(`Muster did not start: ${await readFile(said, 'utf8')}`);
  const { url } = await readJson<RunFile>(runFile);
  return {
    url,
    ended: child.ended,
    stop: async () => {
      await child.stop(40_000);
    },
  };
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T; // written by the product
}
