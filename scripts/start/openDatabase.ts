import { spawnSync } from 'node:child_process';
import { closeSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastWords, openLogFile } from './logFile.ts';
import { programs } from './programs.ts';
import { readyMessage } from './readyMessage.ts';
import type { Service } from './service.ts';
import { startOwn } from './startOwn.ts';

type DatabaseOrder = { given: string | undefined; dataDir: string; hold: number };

/**
 * The database of this run: the one that was given, else a private replica set of the `mongod` on PATH, else the
 * embedded server. A data folder stays with the server it began with, so installing a mongod loses nobody's data.
 * @throws Error in one sentence when it does not start.
 */
export async function openDatabase(order: DatabaseOrder): Promise<Service> {
  if (order.given !== undefined) {
    return { title: `MongoDB at ${hostsOf(order.given)} (MONGODB_URI)`, uri: order.given, own: null };
  }
  const beganEmbedded = existsSync(join(order.dataDir, 'mongo'));
  const beganWithMongod = existsSync(join(order.dataDir, 'mongod'));
  const installed = !beganEmbedded && spawnSync('mongod', ['--version'], { stdio: 'ignore' }).error === undefined;
  if (beganWithMongod && !installed) throw new Error(`${order.dataDir} was made by a mongod, and none is on PATH.`);
  return installed ? await openMongod(order) : await openEmbedded(order);
}

async function openEmbedded({ dataDir, hold }: DatabaseOrder): Promise<Service> {
  const log = join(dataDir, 'logs/mongo.log');
  const args = [programs.mongo, '--data', join(dataDir, 'mongo'), '--port', '0'];
  const child = await startOwn({ command: process.execPath, args, log, hold });
  const ready = await readyMessage(child);
  if (ready === null) throw new Error(`The embedded database did not start: ${lastWords(log)}`);
  const stop = async (): Promise<void> => {
    await child.stop(15_000);
  };
  return {
    title: 'embedded (set MONGODB_URI for a real one)',
    uri: `mongodb://127.0.0.1:${ready.port}/muster?replicaSet=muster`,
    own: { pid: child.pid, port: ready.port, ended: child.ended, stop },
  };
}

async function openMongod({ dataDir, hold }: DatabaseOrder): Promise<Service> {
  const { startMongod } = await import('@muster/local/mongod'); // its driver takes long to load, and few need it
  const output = openLogFile(join(dataDir, 'logs/mongod.log'));
  try {
    const { uri, ...own } = await startMongod(join(dataDir, 'mongod'), { output, hold });
    return { title: 'the mongod on PATH, as a private replica set', uri, own };
  } finally {
    closeSync(output); // the child has its own copy
  }
}

/** Without user and password. */
function hostsOf(uri: string): string {
  return /^[^/]+\/\/(?:[^@/]*@)?([^/?]*)/.exec(uri)?.[1] ?? 'an unreadable address';
}
