import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { clientOf, exampleFile } from './client.ts';

const main = join(__dirname, '../scripts/dist/start/main.js');
const products: Product[] = [];
afterEach(async () => {
  for (const product of products.splice(0)) await product.stop();
}, 60_000);

async function start(env: Record<string, string> = {}): Promise<Product> {
  const product = await startProduct(env);
  products.push(product);
  return product;
}

/** A start that is expected to end by itself: with which code, and what it said. */
function tryStart(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [main], { env: { ...process.env, NODE_ENV: 'development', ...env } });
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  child.stderr.on('data', (text) => (said += String(text)));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

/** The folder's lock is held by every process of a run, watchdogs included: whoever can take it is alone. */
function nothingIsLeft(dataDir: string): boolean {
  return spawnSync('flock', ['--nonblock', join(dataDir, 'lock'), 'true']).status === 0;
}

function lastSentence(product: Product): string | undefined {
  return readFileSync(join(product.dataDir, 'start.log'), 'utf8').trim().split('\n').at(-1);
}

describe('npm start', () => {
  it('tells its owner, and nobody else, where it runs and with which keys', async () => {
    const product = await start({ MUSTER_WORKERS: '2' });
    const { url, pids, ports } = await product.run();
    const { workers, ...others } = pids;
    expect(workers).toHaveLength(2);
    for (const pid of [...workers, ...Object.values(others)]) process.kill(pid ?? 0, 0);
    expect(new Set([...workers, ...Object.values(others)]).size).toBe(6);
    expect(url).toBe(`http://127.0.0.1:${ports.api}`);
    for (const file of ['run.json', 'demo.json', 'pepper']) {
      expect(statSync(join(product.dataDir, file)).mode & 0o777).toBe(0o600);
    }
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await clientOf(product).countUsers()).toBe(250);
    expect(await clientOf(product, 1).countUsers()).toBe(5);
  }, 60_000);

  it('replaces an API that was killed, at the same address', async () => {
    const product = await start();
    const before = await product.run();
    process.kill(before.pids.api, 'SIGKILL');
    const after = await until(async () => {
      const now = await product.run();
      return now.pids.api === before.pids.api ? null : now;
    });
    expect(after.url).toBe(before.url);
    expect(await clientOf(product).countUsers()).toBe(250);
  }, 60_000);

  it('replaces a worker that was killed, and what it had begun goes on', async () => {
    const product = await start({ MUSTER_LEASE: '1s', MUSTER_SWEEP_INTERVAL: '200ms' });
    const before = await product.run();
    const [worker = 0] = before.pids.workers;
    process.kill(worker, 'SIGSTOP');
    const client = clientOf(product);
    const { id } = await client.submit(await exampleFile('import-1000.csv'));
    process.kill(worker, 'SIGKILL');
    expect(await client.ended(id)).toMatchObject({ state: 'succeeded', counts: { created: 1_000 } });
    const after = await product.run();
    expect(after.pids.workers).toHaveLength(1);
    expect(after.pids.workers).not.toEqual(before.pids.workers);
  }, 60_000);

  it('gives up after five deaths within a minute, in one sentence', async () => {
    const product = await start();
    for (let death = 1; death <= 5; death += 1) {
      const { pids } = await product.run();
      const [worker = 0] = pids.workers;
      process.kill(worker, 'SIGKILL');
      if (death < 5) await until(async () => (await product.run()).pids.workers[0] !== worker);
    }
    expect(await product.ended()).toEqual({ code: 1, signal: null });
    expect(lastSentence(product)).toMatch(/died five times within a minute.*worker 1/);
    expect(existsSync(join(product.dataDir, 'run.json'))).toBe(false);
    await until(() => nothingIsLeft(product.dataDir));
  }, 60_000);

  it.each(['mongo', 'redis'] as const)(
    'ends everything when its %s is killed, and goes on later',
    async (piece) => {
      const product = await start();
      const { pids } = await product.run();
      process.kill(pids[piece] ?? 0, 'SIGKILL');
      expect(await product.ended()).toEqual({ code: 1, signal: null });
      expect(lastSentence(product)).toMatch(
        /^(Database|Redis) has ended \(killed by SIGKILL\), so everything was stopped/,
      );
      await until(() => nothingIsLeft(product.dataDir));
      await product.restart();
      expect(await clientOf(product).countUsers()).toBe(250);
    },
    60_000,
  );

  it('leaves nobody behind when it is killed itself, not even a stopped worker', async () => {
    const product = await start();
    const { pids } = await product.run();
    const [worker = 0] = pids.workers;
    process.kill(worker, 'SIGSTOP');
    process.kill(pids.supervisor, 'SIGKILL');
    await product.ended();
    await product.restart(); // waits for what is left of the first
    expect(() => process.kill(worker, 0)).toThrow('ESRCH');
    expect(await clientOf(product).countUsers()).toBe(250);
  }, 60_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends in order on %s, and keeps the data',
    async (signal) => {
      const product = await start();
      const { key } = clientOf(product);
      const { pids } = await product.run();
      process.kill(pids.supervisor, signal);
      expect(await product.ended()).toEqual({ code: 0, signal: null });
      expect(existsSync(join(product.dataDir, 'run.json'))).toBe(false);
      await until(() => nothingIsLeft(product.dataDir));
      await product.restart();
      expect(clientOf(product).key).toBe(key);
      expect(await clientOf(product).countUsers()).toBe(250);
    },
    60_000,
  );

  it('refuses a folder that is in use, naming the PID, and disturbs nobody', async () => {
    const product = await start();
    const { pids } = await product.run();
    const { code, said } = await tryStart({ MUSTER_DATA_DIR: product.dataDir, PORT: '0' });
    expect({ code, said }).toEqual({
      code: 1,
      said: `${product.dataDir} is in use by another start of Muster (PID ${pids.supervisor}).\n`,
    });
    expect(await clientOf(product).countUsers()).toBe(250);
    expect((await product.run()).pids).toEqual(pids);
  }, 60_000);
});

describe('a start that cannot be', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-start-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('says that the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, said } = await tryStart({ MUSTER_DATA_DIR: dataDir, PORT: String(port) });
    server.close();
    expect({ code, said }).toEqual({
      code: 1,
      said: `Port ${port} is in use: set PORT to another one, or to 0 for any that is free.\n`,
    });
    expect(nothingIsLeft(dataDir)).toBe(true);
  });

  it('lists every setting that is wrong', async () => {
    const { code, said } = await tryStart({ MUSTER_DATA_DIR: dataDir, PORT: 'http', MUSTER_WORKERS: '0' });
    expect(code).toBe(1);
    expect(said).toContain('PORT');
    expect(said).toContain('MUSTER_WORKERS');
  });

  it('lists every setting of the API that is wrong', async () => {
    const wrong = { MUSTER_RATE_LIMIT: 'none', MUSTER_SESSION_IDLE: 'long' };
    const { code, said } = await tryStart({ MUSTER_DATA_DIR: dataDir, PORT: '0', ...wrong });
    expect(code).toBe(1);
    expect(said).toMatch(
      /These settings are not right:\n {2}MUSTER_SESSION_IDLE: must be .*\n {2}MUSTER_RATE_LIMIT: must be /,
    );
    await until(() => nothingIsLeft(dataDir));
  });

  it('refuses the box in production', async () => {
    const { code, said } = await tryStart({ MUSTER_DATA_DIR: dataDir, NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(said).toMatch(/^In production Muster works with real services only: set MONGODB_URI, REDIS_URL, S3_BUCKET/);
  });

  it('says which Redis it cannot use', async () => {
    const { code, said } = await tryStart({ MUSTER_DATA_DIR: dataDir, PORT: '0', REDIS_URL: 'redis://127.0.0.1:1' });
    expect(code).toBe(1);
    expect(said).toContain('REDIS_URL (127.0.0.1:1) cannot be used');
    await until(() => nothingIsLeft(dataDir));
  });
});
