import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLeashed, type Ending } from '@muster/local/leash';
import type { Product } from './startProduct.ts';

/** One more API over the stores of a product, which nobody replaces when it dies. */
export type Api = {
  url: string;
  ended: Promise<Ending>;
  stop(): Promise<void>;
};

const main = fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url));

/** `env` adds to or overrides how the API of the product is configured. */
export async function startApi({ dataDir, run }: Product, env: Record<string, string> = {}): Promise<Api> {
  const { urls } = await run();
  const stores = {
    PORT: '0',
    MONGODB_URI: urls.mongo,
    REDIS_URL: urls.redis,
    MUSTER_FILES_DIR: join(dataDir, 'files'),
    MUSTER_KEY_PEPPER: await readFile(join(dataDir, 'pepper'), 'utf8'),
    MUSTER_SECRET_KEY: await readFile(join(dataDir, 'secret-key'), 'utf8'),
  };
  const child = await startLeashed(process.execPath, [main], { env: { ...process.env, ...stores, ...env }, ipc: true });
  const port = await new Promise<number>((resolve, reject) => {
    child.process.once('message', (message) => resolve((message as { ready: { port: number } }).ready.port)); // as the API says it
    void child.ended.then(({ code }) => reject(new Error(`the API did not start: ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    ended: child.ended,
    stop: async () => {
      await child.stop(20_000);
    },
  };
}
