import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { Collection } from 'mongodb';

type User = {
  _id: string;
  email: string;
  name: string;
  updatedAt: Date;
  package: string;
  accountId: string;
  n: number;
};

/** `npm run bench:mongo`: prints one line of JSON for each figure beside what it should be. Synced to disk, own process. */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  const child = fork(join(import.meta.dirname, '../main.ts'), ['--data', dataDir], { execArgv: process.execArgv });
  const [{ ready }] = (await once(child, 'message')) as [{ ready: { port: number } }]; // What main.ts sends.
  const client = await MongoClient.connect(`mongodb://127.0.0.1:${ready.port}/bench?replicaSet=muster`);
  const users = client.db().collection<User>('users');
  try {
    await users.createIndexes([
      { key: { accountId: 1, email: 1 }, unique: true },
      { key: { accountId: 1, name: 1, _id: 1 } },
      { key: { accountId: 1, updatedAt: 1, _id: 1 } },
      { key: { accountId: 1, package: 1 } },
      { key: { accountId: 1, _id: 1 } },
    ]);
    await measure(client, users, child.pid ?? 0);
  } finally {
    await client.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(client: MongoClient, users: Collection<User>, pid: number): Promise<void> {
  const inserts: number[] = [];
  for (let round = 0; round < 11; round++) {
    inserts.push(await timed(() => insertInTransaction(client, users, round * 1_000, 1_000, 1_000)));
  }
  print('1,000 inserts in a transaction, 5 indexes, p50', median(inserts), 'ms', '<= 100');
  const apply = await timed(() => insertInTransaction(client, users, 100_000, 100_000, 1_000));
  print('100,000 inserts in one transaction, 5 indexes', apply / 1_000, 's', '<= 40');
  printMemory(pid);
  const updates = await timed(() =>
    client.withSession((session) =>
      session.withTransaction(async () => {
        const changes = Array.from({ length: 10_000 }, (_, i) => ({
          updateOne: { filter: { _id: `u${100_000 + i}` }, update: { $set: { n: -i } } },
        }));
        for (let at = 0; at < changes.length; at += 1_000)
          await users.bulkWrite(changes.slice(at, at + 1_000), { session });
      }),
    ),
  );
  print('10,000 updates by _id in a transaction', updates / 1_000, 's', '<= 1');
  let read = 0;
  const cursor = await timed(async () => {
    for await (const user of users.find({}, { batchSize: 1_000 })) read += user._id.length > 0 ? 1 : 0;
  });
  print('cursor', Math.round((read / cursor) * 1_000), 'documents/s', '>= 80000');
  const points: number[] = [];
  for (let i = 0; i < 500; i++) points.push(await timed(() => users.findOne({ _id: `u${100_000 + i * 7}` })));
  print('point read, p50', median(points), 'ms', '<= 2');
}

async function insertInTransaction(
  client: MongoClient,
  users: Collection<User>,
  from: number,
  count: number,
  batch: number,
): Promise<void> {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      for (let at = 0; at < count; at += batch) {
        await users.insertMany(
          Array.from({ length: batch }, (_, i) => user(from + at + i)),
          { session },
        );
      }
    }),
  );
}

function user(n: number): User {
  return {
    _id: `u${n}`,
    accountId: 'acc',
    email: `u${n}@example.com`,
    name: `User ${n}`,
    updatedAt: new Date(n),
    package: `p${n % 3}`,
    n,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Of the server: what it allocated, and what it merely has mapped of its file. */
function printMemory(pid: number): void {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  for (const field of ['RssAnon', 'RssFile', 'VmHWM']) {
    const kb = Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
    print(`${field} of the server afterwards`, Math.round(kb / 1024), 'MB', '');
  }
}

function print(figure: string, value: number, unit: string, target: string): void {
  console.log(JSON.stringify({ figure, value: Math.round(value * 100) / 100, unit, target }));
}

await main();
