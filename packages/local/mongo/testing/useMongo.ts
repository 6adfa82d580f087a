import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { Collection, Db, Document, IndexDescription } from 'mongodb';
import { startMongo } from '../startMongo.ts';
import type { MongoOptions, RunningMongo } from '../startMongo.ts';

// What these tests send is not what Muster sends.
delete process.env['MUSTER_RECORD_SHAPES'];

/** What a test file works on: the embedded server, or the replica set of TEST_MONGODB_URI, emptied before each test. */
export interface TestMongo {
  readonly client: MongoClient;
  readonly db: Db;
  /** `users`, with string ids as Muster has them. */
  readonly users: Collection<User>;
}

export type User = { _id: string } & Document;

/** Tests of behaviour run against both; the database is the file's own, so files may run side by side. */
export function useMongo(options: Partial<MongoOptions> = {}): TestMongo {
  const database = `muster_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  let client: MongoClient | undefined;
  let stop = (): Promise<void> => Promise.resolve();
  const connected = (): MongoClient => {
    if (!client) throw new Error('not connected yet');
    return client;
  };

  beforeAll(async () => {
    const real = process.env['TEST_MONGODB_URI'];
    const embedded = real === undefined ? await startEmbedded(options) : undefined;
    client = await MongoClient.connect(embedded?.uri ?? real ?? '');
    stop = embedded?.stop ?? stop;
  });
  beforeEach(async () => {
    await connected().db(database).dropDatabase();
  });
  afterAll(async () => {
    await client?.db(database).dropDatabase();
    await client?.close();
    await stop();
  });
  return {
    get client() {
      return connected();
    },
    get db() {
      return connected().db(database);
    },
    get users() {
      return connected().db(database).collection<User>('users');
    },
  };
}

export async function addIndex(
  collection: Collection<User>,
  key: Record<string, 1>,
  options: Omit<IndexDescription, 'key'> = {},
): Promise<void> {
  await collection.createIndexes([{ key, ...options }]);
}

/** Tests of what only the embedded server does. */
export const describeEmbedded = process.env['TEST_MONGODB_URI'] === undefined ? describe : describe.skip;

/** A server in a folder of its own; `stop` removes the folder. */
export async function startEmbedded(
  options: Partial<MongoOptions> = {},
): Promise<RunningMongo & { stop(): Promise<void> }> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'muster-mongo-')));
  const running = await startMongo({ noSync: true, ...options, dataDir });
  return {
    ...running,
    stop: async () => {
      await running.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition rather than for a time; fails after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`never became true: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What a promise was rejected with, as a driver's error. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    return error as Failure; // The driver throws nothing but its own errors.
  }
  throw new Error('expected a failure');
}

export interface Failure extends Error {
  readonly code?: number;
  readonly codeName?: string;
  readonly keyPattern?: unknown;
  readonly keyValue?: unknown;
  hasErrorLabel(label: string): boolean;
}
