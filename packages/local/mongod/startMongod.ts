import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient, type Db } from 'mongodb';
import { freePort, startLeashed, type Ending, type LeashedOptions } from '../leash/index.ts';

export type Mongod = { uri: string; pid: number; port: number; ended: Promise<Ending>; stop(): Promise<void> };

const set = 'muster';

/**
 * Starts the `mongod` on PATH, on 127.0.0.1 and a free port, as a replica set of one (transactions need one).
 * @throws Error in one sentence when it is not writable within 30 seconds.
 */
export async function startMongod(dir: string, options: LeashedOptions = {}): Promise<Mongod> {
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const args = ['--dbpath', dir, '--bind_ip', '127.0.0.1', '--port', String(port), '--replSet', set];
  const child = await startLeashed('mongod', args, options);
  const stop = async (): Promise<void> => {
    await child.stop(20_000);
  };
  const client = new MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 30_000 });
  try {
    const ready = becomeWritable(client.db('admin'), host).then(() => null);
    const ending = await Promise.race([ready, child.ended]);
    if (ending !== null) throw new Error('it ended at once');
  } catch (error) {
    await stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`mongod did not start on port ${port}: ${reason}.`, { cause: error });
  } finally {
    await client.close();
  }
  return { uri: `mongodb://${host}/muster?replicaSet=${set}`, pid: child.pid, port, ended: child.ended, stop };
}

/** A new folder is initiated; one of an earlier run is told its new address, as every run has a port of its own. */
async function becomeWritable(admin: Db, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  const version = await configVersion(admin);
  if (version === null) await admin.command({ replSetInitiate: { _id: set, members } });
  else await admin.command({ replSetReconfig: { _id: set, version: version + 1, members }, force: true });
  for (let tries = 0; tries < 300; tries += 1) {
    const hello: unknown = await admin.command({ hello: 1 });
    if (memberOf(hello, 'isWritablePrimary') === true) return;
    await wait(100);
  }
  throw new Error('it did not become writable');
}

/** Null when the folder is new. */
async function configVersion(admin: Db): Promise<number | null> {
  try {
    const answer: unknown = await admin.command({ replSetGetConfig: 1 });
    return Number(memberOf(memberOf(answer, 'config'), 'version'));
  } catch (error) {
    if (memberOf(error, 'codeName') === 'NotYetInitialized') return null;
    throw error;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}
