import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { ClientSession, Collection } from 'mongodb';
import { user, USER_INDEXES } from './user.ts';
import type { User } from './user.ts';

/**
 * `npm run bench:mongo`: prints one line of JSON for each figure beside what it should be. Of the server as `npm start`
 * runs it: built, synced to disk, in a process of its own.
 */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  const child = fork(join(import.meta.dirname, '../../dist/mongo/main.js'), ['--data', dataDir], { execArgv: [] });
  const [{ ready }] = (await once(child, 'message')) as [{ ready: { port: number } }]; // What main.ts sends.
  const client = await MongoClient.connect(`mongodb://127.0.0.1:${ready.port}/bench?replicaSet=muster`);
  const users = client.db().collection<User>('users');
  try {
    await users.createIndexes(USER_INDEXES.map((index) => ({ ...index })));
    print('load of the machine at first', loadavg()[0] ?? 0, '');
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, megabytes(child.pid ?? 0))), 100);
    await measureTransactions(client, users);
    clearInterval(watch);
    print('memory of the server meanwhile, at most (RssAnon)', peak, 'MB', '<= 512');
    await measureReads(users, client.db().collection('many'));
  } finally {
    await client.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureTransactions(client: MongoClient, users: Collection<User>): Promise<void> {
  const insert = (first: number) => async (from: number, session: ClientSession) => {
    const batch = Array.from({ length: BATCH }, (_, i) => user(first + from + i));
    await users.insertMany(batch, { session });
  };
  const update = (first: number, change: (found: User) => object) => async (from: number, session: ClientSession) => {
    const batch = Array.from({ length: BATCH }, (_, i) => user(first + from + i));
    await users.bulkWrite(
      batch.map((found) => ({ updateOne: { filter: { _id: found._id }, update: { $set: change(found) } } })),
      { session },
    );
  };
  const inserts: number[] = [];
  for (let round = 0; round < 11; round++) inserts.push(await transaction(client, BATCH, insert(round * BATCH)));
  print('1,000 inserts in a transaction, 6 indexes, p50', percentile(inserts, 50), 'ms', '<= 100');
  const short = await transaction(
    client,
    10_000,
    update(0, () => ({ status: 'Ready' })),
  );
  print('10,000 updates by _id in a transaction', short / 1_000, 's', '<= 1');
  const long = await transaction(client, 100_000, insert(100_000));
  print('100,000 inserts in one transaction', long / 1_000, 's', '<= 40');
  const again = await transaction(
    client,
    100_000,
    update(100_000, ({ _id, ...all }) => ({ ...all, country: 'CH' })),
  );
  print('100,000 updates of every field in one transaction', again / 1_000, 's', '<= 40');
}

type Small = { _id: number; text: string };

async function measureReads(users: Collection<User>, many: Collection<Small>): Promise<void> {
  const load = await timed(async () => {
    for (let at = 0; at < 1_000_000; at += 10 * BATCH) {
      await many.insertMany(Array.from({ length: 10 * BATCH }, (_, i) => ({ _id: at + i, text: `text ${at + i}` })));
    }
  });
  print('a million documents loaded', load / 1_000, 's');
  let read = 0;
  const drain = await timed(async () => {
    for await (const { text } of many.find({}, { batchSize: BATCH })) read += text.length > 0 ? 1 : 0;
  });
  print('cursor', Math.round((read / drain) * 1_000), 'documents/s', '>= 80000');
  const one = (n: number): Promise<unknown> => users.findOne({ _id: user(100_000 + n)._id });
  const alone: number[] = [];
  while (alone.length < 500) alone.push(await timed(() => one(alone.length)));
  print('point read, p50', percentile(alone, 50), 'ms', '<= 2');
  print('point read, p99', percentile(alone, 99), 'ms');
  // Somebody looks through the million without an index, and again, while somebody else asks for one at a time.
  const beside: number[] = [];
  const state = { isOver: false };
  const scans = (async () => {
    for (let round = 0; round < 5; round++) await many.countDocuments({ text: { $regex: '77' } });
  })().finally(() => (state.isOver = true));
  while (!state.isOver) beside.push(await timed(() => one(beside.length)));
  await scans;
  print('point read beside a scan of a million documents, p99', percentile(beside, 99), 'ms', '<= 50');
}

const BATCH = 1_000;

/** How long it took, in ms. `work` is told where each batch starts. */
async function transaction(
  client: MongoClient,
  count: number,
  work: (from: number, session: ClientSession) => Promise<void>,
): Promise<number> {
  return timed(() =>
    client.withSession((session) =>
      session.withTransaction(async () => {
        for (let from = 0; from < count; from += BATCH) await work(from, session);
      }),
    ),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function percentile(numbers: readonly number[], percent: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length * percent) / 100)] ?? 0;
}

/** What the process allocated, without what it merely has mapped of its file. */
function megabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

function print(figure: string, value: number, unit = '', target = ''): void {
  console.log(JSON.stringify({ figure, value: Math.round(value * 100) / 100, unit, target }));
}

await main();
