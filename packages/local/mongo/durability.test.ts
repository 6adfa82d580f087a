import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { Collection } from 'mongodb';
import { startMongo } from './startMongo.ts';
import { checkIndexes } from './testing/checkIndexes.ts';
import { startChildServer } from './testing/childServer.ts';
import type { ChildServer } from './testing/childServer.ts';
import { isLong, seededRandom } from './testing/random.ts';
import { describeEmbedded } from './testing/useMongo.ts';

const KILLS = isLong ? 200 : 12;
type Row = { _id: string; n: number; tags: string[]; unique?: string };

describeEmbedded('durability', () => {
  let dataDir: string;
  let server: ChildServer | undefined;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'muster-durable-'));
  });
  afterEach(async () => {
    await server?.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  const random = seededRandom();
  test(
    `${KILLS} kills lose nothing acknowledged and leave every index in order (seed ${random.seed})`,
    async () => {
      const acknowledged = new Map<string, number>();
      const attempted = new Map<string, number>();
      for (let round = 0; round < KILLS; round++) {
        server = await startChildServer(dataDir);
        const client = await MongoClient.connect(server.uri);
        const rows = client.db().collection<Row>('rows');
        const twins = client.db().collection<Row>('twins');
        if (round === 0) await createIndexes(rows);
        await expectConsistent(rows, twins, acknowledged, attempted);
        let isDead = false;
        const writers = [0, 1, 2].map(async (writer) => {
          while (!isDead) {
            const _id = `${writer}-${random.below(40)}`;
            const n = (attempted.get(_id) ?? 0) + 1;
            attempted.set(_id, n);
            await writeTwins(client, rows, twins, _id, n).then(
              () => acknowledged.set(_id, n),
              () => (isDead = true),
            );
          }
        });
        await new Promise((resolve) => setTimeout(resolve, 50 + random.below(250)));
        await server.kill('SIGKILL');
        await Promise.all(writers);
        await client.close();
        expect(await checkIndexes(dataDir, ['muster.rows', 'muster.twins'])).toEqual([]);
      }
      expect(acknowledged.size).toBeGreaterThan(30);
    },
    isLong ? 3_600_000 : 60_000,
  );

  test('a file that was cut off is refused, not read half', async () => {
    const mongo = await startMongo({ dataDir });
    const client = await MongoClient.connect(mongo.uri);
    await client
      .db()
      .collection('rows')
      .insertMany(Array.from({ length: 2_000 }, (_, n) => ({ n, text: 'x'.repeat(500) })));
    await client.close();
    await mongo.close();
    const file = join(dataDir, 'data.mdb');
    await truncate(file, (await stat(file)).size / 2);
    await expect(startChildServer(dataDir)).rejects.toThrow(/damaged/);
    await writeFile(file, 'no database at all '.repeat(1_000));
    await expect(startChildServer(dataDir)).rejects.toThrow(/damaged/);
  });

  /** Only root may mount a small disk to fill. */
  const testWithSmallDisk = canMount() ? test : test.skip;
  testWithSmallDisk('a full disk is an error to the client, and the server works on', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', dataDir]);
    try {
      const mongo = await startMongo({ dataDir, reportFault: () => undefined });
      const client = await MongoClient.connect(mongo.uri);
      const rows = client.db().collection<{ _id: number; text: string }>('rows');
      let stored = 0;
      const fill = async (): Promise<void> => {
        for (; stored < 100; stored++) await rows.insertOne({ _id: stored, text: 'x'.repeat(100_000) });
      };
      await expect(fill()).rejects.toThrow();
      expect(stored).toBeGreaterThan(5);
      expect(await rows.countDocuments()).toBe(stored);
      await rows.updateOne({ _id: 0 }, { $set: { text: 'short' } });
      expect((await rows.findOne({ _id: 0 }))?.text).toBe('short');
      await client.close();
      await mongo.close();
    } finally {
      execFileSync('umount', [dataDir]);
    }
  });

  test('a hundred times opened and closed, everything is there and nothing hangs', async () => {
    const started = performance.now();
    for (let round = 0; round < 100; round++) {
      const mongo = await startMongo({ dataDir, noSync: true });
      await mongo.close();
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('the file stops growing under churn while a cursor stays open', async () => {
    const mongo = await startMongo({ dataDir, noSync: true, lifetimes: { cursor: 1_000 } });
    const client = await MongoClient.connect(mongo.uri);
    const rows = client.db().collection<{ _id: number; text: string }>('rows');
    await rows.insertMany(Array.from({ length: 1_000 }, (_, _id) => ({ _id, text: 'x'.repeat(1_000) })));
    const cursor = rows.find({}, { batchSize: 1 });
    await cursor.next();
    const churn = async (rounds: number): Promise<number> => {
      for (let round = 0; round < rounds; round++) {
        await rows.updateMany({}, { $set: { text: String(round).repeat(1_000 / String(round).length) } });
      }
      return (await stat(join(dataDir, 'data.mdb'))).size;
    };
    await churn(15);
    await cursor.close();
    const before = await churn(5);
    expect(await churn(20)).toBeLessThan(before * 1.5);
    await client.close();
    await mongo.close();
  });
});

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'muster-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function createIndexes(rows: Collection<Row>): Promise<void> {
  await rows.createIndexes([
    { key: { n: 1, _id: 1 } },
    { key: { tags: 1 } },
    { key: { unique: 1 }, unique: true, partialFilterExpression: { unique: { $exists: true } } },
  ]);
}

/** The same change in two collections: after a crash both have it, or neither. Now and then a row is removed. */
async function writeTwins(
  client: MongoClient,
  rows: Collection<Row>,
  twins: Collection<Row>,
  _id: string,
  n: number,
): Promise<void> {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      const change = { $set: { n, tags: [`t${n % 5}`, `t${n % 7}`], ...(n % 3 ? { unique: `${_id}/${n}` } : {}) } };
      if (n % 4 === 0) await rows.deleteOne({ _id }, { session });
      await rows.updateOne({ _id }, change, { session, upsert: true });
      await twins.updateOne({ _id }, change, { session, upsert: true });
    }),
  );
}

async function expectConsistent(
  rows: Collection<Row>,
  twins: Collection<Row>,
  acknowledged: Map<string, number>,
  attempted: ReadonlyMap<string, number>,
): Promise<void> {
  const versions = async (collection: Collection<Row>): Promise<Map<string, number>> =>
    new Map((await collection.find().sort({ _id: 1 }).toArray()).map(({ _id, n }) => [_id, n]));
  const stored = await versions(rows);
  expect(await versions(twins)).toEqual(stored);
  for (const [_id, n] of acknowledged) expect([n, attempted.get(_id)]).toContain(stored.get(_id));
  for (const [_id, n] of stored) acknowledged.set(_id, n);
}
