import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from '@muster/local/mongo';

/** A database of one's own for one test file. */
export type TestDatabase = { uri: string; stop(): Promise<void> };

/**
 * The embedded server on an empty folder; or, when TEST_MONGODB_URI names a real replica set, a database of a new name
 * there, so that where the two differ, a test fails.
 */
export async function startDatabase(): Promise<TestDatabase> {
  const real = process.env['TEST_MONGODB_URI'];
  if (real !== undefined && real !== '') {
    const uri = new URL(real);
    uri.pathname = `/muster-test-${randomUUID()}`;
    return { uri: uri.href, stop: () => Promise.resolve() };
  }
  const dir = await mkdtemp(join(tmpdir(), 'muster-mongo-'));
  const server = await startMongo({ dataDir: dir, noSync: true });
  return {
    uri: server.uri,
    stop: async () => {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
