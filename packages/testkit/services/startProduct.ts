import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLeashed } from '@muster/local/leash';
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
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function launch(dataDir: string, env: Record<string, string>): Promise<{ url: string; stop(): Promise<void> }> {
  const settings = { NODE_ENV: 'development', PORT: '0', MUSTER_DATA_DIR: dataDir, ...env };
  const said = join(dataDir, 'start.log');
  const output = openSync(said, 'a');
  const child = await startLeashed(process.execPath, [main], {
    cwd: root,
    env: { ...process.env, ...settings },
    output,
  });
  closeSync(output);
  let hasEnded = false;
  void child.ended.then(() => (hasEnded = true));
  const runFile = join(dataDir, 'run.json');
  await until(() => hasEnded || existsSync(runFile), { timeoutMs: 60_000, everyMs: 50, what: `Muster (see ${said})` });
  if (hasEnded) throw new Error(`Muster did not start: ${await readFile(said, 'utf8')}`);
  const { url } = await readJson<RunFile>(runFile);
  return { url, stop: async () => void (await child.stop(40_000)) };
}

async function readJson<T>(path: string): Promise<T> {
  const read: T = JSON.parse(await readFile(path, 'utf8'));
  return read;
}
