import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Long, UUID } from 'bson';
import { MongoClient } from 'mongodb';
import type { Collection } from 'mongodb';
import { startMongo } from './startMongo.ts';
import { addIndex, describeEmbedded, startEmbedded } from './testing/useMongo.ts';
import type { User } from './testing/useMongo.ts';
import { WireClient } from './testing/wireClient.ts';

describeEmbedded('the embedded server as a process', () => {
  let dataDir: string;
  const children = new Set<ChildProcess>();

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'muster-mongo-'));
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  interface Started {
    readonly child: ChildProcess;
    readonly port: number;
  }

  const launch = (env: NodeJS.ProcessEnv = {}): ChildProcess => {
    const child = fork(join(__dirname, 'main.ts'), ['--data', dataDir, '--port', '0'], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    children.add(child);
    child.on('exit', () => children.delete(child));
    return child;
  };
  const start = async (): Promise<Started> => {
    const child = launch();
    const [message] = (await once(child, 'message')) as [{ ready: { port: number } }];
    return { child, port: message.ready.port };
  };
  const ended = async (child: ChildProcess, event: 'exit' | 'close'): Promise<number | null> =>
    new Promise((resolve) => child.once(event, (code: number | null) => resolve(code)));
  const kill = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
    const exited = ended(child, 'exit');
    child.kill(signal);
    return exited;
  };
  const outputOf = async (child: ChildProcess): Promise<{ code: number | null; stderr: string }> => {
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await ended(child, 'close');
    return { code, stderr };
  };
  const connect = async (port: number): Promise<{ client: MongoClient; a: Collection<User>; b: Collection<User> }> => {
    const uri = `mongodb://127.0.0.1:${port}/muster?replicaSet=muster&serverSelectionTimeoutMS=300`;
    const client = await MongoClient.connect(uri);
    return { client, a: client.db().collection<User>('a'), b: client.db().collection<User>('b') };
  };

  test('SIGTERM ends it cleanly, and what was written is there again', async () => {
    const first = await start();
    const before = await connect(first.port);
    await addIndex(before.a, { list: 1 });
    await before.a.insertOne({ _id: 'x', list: [1, 2, 3] });
    await before.client.close();
    expect(await kill(first.child, 'SIGTERM')).toBe(0);

    const second = await start();
    const after = await connect(second.port);
    expect(await after.a.find({ list: { $gt: 0 } }).toArray()).toEqual([{ _id: 'x', list: [1, 2, 3] }]);
    await after.a.insertOne({ _id: 'y' });
    expect(await after.a.countDocuments()).toBe(2);
    await after.client.close();
  });

  test('a second one on the same folder is refused with the id of the first', async () => {
    const { child } = await start();
    const { code, stderr } = await outputOf(launch());
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(`the data folder ${dataDir} is in use by process ${child.pid ?? 0}`);
  });

  test('a lock left behind by the dead, or cut off in the middle, is no obstacle', async () => {
    for (const text of ['{"pid":999999,"port":1}', `{"pid":${process.pid},"port":1}`, '{"pid":']) {
      await writeFile(join(dataDir, 'server.json'), text);
      const mongo = await startMongo({ dataDir, noSync: true });
      await mongo.close();
    }
  });

  test('production refuses it', async () => {
    const { code, stderr } = await outputOf(launch({ NODE_ENV: 'production' }));
    expect(code).toBe(1);
    expect(stderr).toMatch(/production set MONGODB_URI/);
  });

  test('it ends when its parent is gone', async () => {
    const { child } = await start();
    const exited = ended(child, 'exit');
    child.disconnect();
    expect(await exited).toBe(0);
  });

  test('closing twice is closing once', async () => {
    const mongo = await startEmbedded();
    await Promise.all([mongo.close(), mongo.close()]);
    await mongo.stop();
  });

  test('kill -9 at any moment loses no acknowledged transaction and leaves no half one', async () => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const { child, port } = await start();
      const { client, a, b } = await connect(port);
      await expectWholePairs(a, b, acknowledged);
      let isDead = false;
      const writers = Array.from({ length: 3 }, async (_, writer) => {
        for (let n = 0; !isDead; n++) {
          const _id = `${round}-${writer}-${n}`;
          await writePair(client, a, b, _id).then(
            () => acknowledged.add(_id),
            () => (isDead = true),
          );
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 300));
      await kill(child, 'SIGKILL');
      await Promise.all(writers);
      await client.close();
    }
    const { port } = await start();
    const { client, a, b } = await connect(port);
    await expectWholePairs(a, b, acknowledged);
    expect(acknowledged.size).toBeGreaterThan(20);
    await client.close();
  });

  test('a commit that was acknowledged can be repeated after a crash, and is not done twice', async () => {
    const transaction = { lsid: { id: new UUID() }, txnNumber: Long.ONE, autocommit: false };
    const raise = { update: 'a', updates: [{ q: { _id: 'x' }, u: { $inc: { n: 1 } }, upsert: true }], $db: 'muster' };
    const first = await start();
    const before = new WireClient(first.port);
    await before.command({ ...raise, ...transaction, startTransaction: true });
    expect(await before.command({ commitTransaction: 1, ...transaction, $db: 'admin' })).toMatchObject({ ok: 1 });
    await kill(first.child, 'SIGKILL');

    const second = await start();
    const after = new WireClient(second.port);
    expect(await after.command({ commitTransaction: 1, ...transaction, $db: 'admin' })).toMatchObject({ ok: 1 });
    expect(await after.command({ find: 'a', $db: 'muster' })).toMatchObject({ cursor: { firstBatch: [{ n: 1 }] } });
    after.close();
  });

  test('a retryable write is known again after a crash', async () => {
    const raise = {
      update: 'a',
      updates: [{ q: { _id: 'x' }, u: { $inc: { n: 1 } }, upsert: true }],
      lsid: { id: new UUID() },
      txnNumber: Long.ONE,
      $db: 'muster',
    };
    const first = await start();
    const answer = await new WireClient(first.port).command(raise);
    await kill(first.child, 'SIGKILL');

    const second = await start();
    const after = new WireClient(second.port);
    expect(await after.command(raise)).toEqual(answer);
    expect(await after.command({ find: 'a', $db: 'muster' })).toMatchObject({ cursor: { firstBatch: [{ n: 1 }] } });
    after.close();
  });
});

async function writePair(client: MongoClient, a: Collection<User>, b: Collection<User>, _id: string): Promise<void> {
  const session = client.startSession();
  try {
    session.startTransaction();
    await a.insertOne({ _id, filler: 'x'.repeat(2_000) }, { session });
    await b.insertOne({ _id }, { session });
    await session.commitTransaction();
  } finally {
    await session.endSession().catch(() => undefined); // The server may be dead: that is the test.
  }
}

async function expectWholePairs(a: Collection<User>, b: Collection<User>, acknowledged: Set<string>): Promise<void> {
  const idsOf = async (collection: Collection<User>): Promise<string[]> =>
    (await collection.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id).sort();
  const inA = await idsOf(a);
  expect(await idsOf(b)).toEqual(inA);
  const stored = new Set(inA);
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
}
