import { randomUUID } from 'node:crypto';
import { Binary, Double, Int32, Long, serialize, UUID } from 'bson';
import type { Document } from 'bson';
import { MongoClient } from 'mongodb';
import type { RunningMongo } from '../startMongo.ts';
import { describeEmbedded, startEmbedded, until } from '../testing/useMongo.ts';
import { WireClient } from '../testing/wireClient.ts';

/** What a driver would never send, or never twice, so it is said by hand; and how long things are kept. */
describeEmbedded('the embedded server', () => {
  const lifetimes = { transaction: 300, orphanedTransaction: 50, cursor: 300 };
  let mongo: RunningMongo & { stop(): Promise<void> };
  let wire: WireClient;
  const faults: unknown[] = [];

  beforeAll(async () => {
    mongo = await startEmbedded({ lifetimes, reportFault: (fault) => faults.push(fault) });
  });
  beforeEach(async () => {
    wire = new WireClient(mongo.port);
    await wire.command({ dropDatabase: 1, $db: 'test' });
    await wire.command({ insert: 'users', documents: [{ _id: 'counter', n: 0 }], $db: 'test' });
  });
  afterEach(() => {
    wire.close();
  });
  afterAll(async () => {
    await mongo.stop();
  });

  const newSession = (): Document => ({ id: new UUID(randomUUID()) });
  const increment = (fields: Document): Document => ({
    update: 'users',
    updates: [{ q: { _id: 'counter' }, u: { $inc: { n: 1 } } }],
    ...fields,
    $db: 'test',
  });
  const inTransaction = (lsid: Document, txnNumber = 1): Document => ({
    lsid,
    txnNumber: Long.fromNumber(txnNumber),
    autocommit: false,
  });
  const counter = async (): Promise<unknown> => {
    const reply: Document = await wire.command({ find: 'users', filter: { _id: 'counter' }, $db: 'test' });
    return (reply as { cursor: { firstBatch: Document[] } }).cursor.firstBatch[0]?.['n'];
  };

  test('introduces itself under the address it was dialled by', async () => {
    expect(await wire.command({ hello: 1, $db: 'admin' })).toMatchObject({
      ok: 1,
      isWritablePrimary: true,
      setName: 'muster',
      hosts: [`127.0.0.1:${mongo.port}`],
      me: `127.0.0.1:${mongo.port}`,
      maxWireVersion: 21,
    });
  });

  test('an unknown command is refused by name', async () => {
    expect(await wire.command({ mapReduce: 'users', $db: 'test' })).toMatchObject({
      ok: 0,
      code: 59,
      codeName: 'CommandNotFound',
      errmsg: "no such command: 'mapReduce'",
    });
  });

  test('a transaction may begin with no DDL', async () => {
    const begins = { lsid: newSession(), txnNumber: Long.ONE, autocommit: false, startTransaction: true };
    expect(await wire.command({ create: 'x', ...begins, $db: 'test' })).toMatchObject({
      ok: 0,
      code: 263,
      codeName: 'OperationNotSupportedInTransaction',
    });
  });

  test('an abort of what is no longer there may be answered by starting all over', async () => {
    expect(await wire.command({ abortTransaction: 1, ...inTransaction(newSession()), $db: 'admin' })).toMatchObject({
      ok: 0,
      code: 251,
      errorLabels: ['TransientTransactionError'],
    });
  });

  test.each<[string, Document]>([
    ['multi', { update: 'users', updates: [{ q: {}, u: { $set: { n: 1 } }, multi: true }] }],
    ['limit 0', { delete: 'users', deletes: [{ q: {}, limit: 0 }] }],
  ])('a retryable write of many is refused: %s', async (_, command) => {
    const reply = await wire.command({ ...command, lsid: newSession(), txnNumber: Long.ONE, $db: 'test' });
    expect(reply).toMatchObject({ ok: 0, code: 72, codeName: 'InvalidOptions' });
    expect(await counter()).toBe(0);
  });

  test.each<[string, Document]>([
    ['a number', { lsid: 5 }],
    ['without id', { lsid: {} }],
    ['with more than an id', { lsid: { ...newSession(), uid: 1 } }],
    ['with an id of another kind', { lsid: { id: new Binary(Buffer.alloc(16), 3) } }],
    ['autocommit: true', { ...inTransaction(newSession()), autocommit: true }],
    ['startTransaction: false', { ...inTransaction(newSession()), startTransaction: false }],
  ])('a session that is none is refused: %s', async (_, fields) => {
    expect(await wire.command({ find: 'users', ...fields, $db: 'test' })).toMatchObject({
      ok: 0,
      code: expect.any(Number) as unknown,
    });
  });

  test.each([['a.b'], [''], ['a b'], ['a$'], ['x'.repeat(64)]])('no database is called %p', async ($db) => {
    expect(await wire.command({ find: 'users', $db })).toMatchObject({ code: 73, codeName: 'InvalidNamespace' });
  });

  test('a retryable write that is sent twice happens once and answers the same', async () => {
    const command = increment({ lsid: newSession(), txnNumber: Long.ONE });
    const first = await wire.command(command);
    expect(await wire.command(command)).toEqual(first);
    expect(await counter()).toBe(1);
  });

  test('a retry on another connection waits for the first attempt', async () => {
    const lsid = newSession();
    const blocker = newSession();
    await wire.command(increment({ ...inTransaction(blocker), startTransaction: true }));
    const command = increment({ lsid, txnNumber: Long.ONE });
    const second = new WireClient(mongo.port);
    const attempts = Promise.all([wire.command(command), second.command(command)]);
    const third = new WireClient(mongo.port);
    await third.command({ abortTransaction: 1, ...inTransaction(blocker), $db: 'admin' });
    const [a, b] = await attempts;
    expect(a).toEqual(b);
    expect(await counter()).toBe(1);
    second.close();
    third.close();
  });

  test('a findAndModify that is sent twice returns the same document', async () => {
    const command = {
      findAndModify: 'users',
      query: { _id: 'counter' },
      update: { $inc: { n: 1 } },
      new: true,
      lsid: newSession(),
      txnNumber: Long.ONE,
      $db: 'test',
    };
    const first = await wire.command(command);
    expect(first).toMatchObject({ ok: 1, value: { n: 1 } });
    expect(await wire.command(command)).toEqual(first);
  });

  test('a number lower than one already used comes too late', async () => {
    const lsid = newSession();
    await wire.command(increment({ lsid, txnNumber: Long.fromNumber(5) }));
    expect(await wire.command(increment({ lsid, txnNumber: Long.fromNumber(4) }))).toMatchObject({ ok: 0, code: 225 });
  });

  test('a statement of a transaction that never began is told so', async () => {
    expect(await wire.command(increment(inTransaction(newSession())))).toMatchObject({
      ok: 0,
      code: 251,
      errorLabels: ['TransientTransactionError'],
    });
  });

  test('a committed transaction takes no further statement and no abort', async () => {
    const lsid = newSession();
    await wire.command(increment({ ...inTransaction(lsid), startTransaction: true }));
    expect(await wire.command({ commitTransaction: 1, ...inTransaction(lsid), $db: 'admin' })).toMatchObject({ ok: 1 });
    expect(await wire.command(increment(inTransaction(lsid)))).toMatchObject({ code: 256 });
    expect(await wire.command({ abortTransaction: 1, ...inTransaction(lsid), $db: 'admin' })).toMatchObject({
      code: 256,
    });
    expect(await wire.command({ commitTransaction: 1, ...inTransaction(lsid), $db: 'admin' })).toMatchObject({ ok: 1 });
    expect(await counter()).toBe(1);
  });

  test('a transaction that stays open too long is aborted', async () => {
    const lsid = newSession();
    await wire.command(increment({ ...inTransaction(lsid), startTransaction: true }));
    await wire.command(increment({}));
    expect(await counter()).toBe(1);
    expect(await wire.command({ commitTransaction: 1, ...inTransaction(lsid), $db: 'admin' })).toMatchObject({
      code: 251,
    });
  });

  test('the transaction of a client that died does not block for long', async () => {
    const dying = new WireClient(mongo.port);
    await dying.command(increment({ ...inTransaction(newSession()), startTransaction: true }));
    dying.close();
    await wire.command(increment({}));
    expect(await counter()).toBe(1);
  });

  test('a cursor nobody reads is closed', async () => {
    await wire.command({ insert: 'users', documents: [{ _id: 'a' }, { _id: 'b' }], $db: 'test' });
    const reply = await wire.command({ find: 'users', batchSize: 1, $db: 'test' });
    const { id } = (reply as { cursor: { id: number } }).cursor;
    const opened = performance.now();
    await until(() => performance.now() - opened > 1_000);
    const getMore = { getMore: Long.fromNumber(id), collection: 'users', $db: 'test' };
    expect(await wire.command(getMore)).toMatchObject({ ok: 0, code: 43, codeName: 'CursorNotFound' });
  });

  test('killCursors says which it knew', async () => {
    const reply = await wire.command({ killCursors: 'users', cursors: [Long.fromNumber(12345)], $db: 'test' });
    expect(reply).toMatchObject({ ok: 1, cursorsKilled: [], cursorsNotFound: [12345] });
  });

  test('what is no message of MongoDB ends the connection, and only this one', async () => {
    const bad = new WireClient(mongo.port);
    void bad.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    await bad.closed;
    expect(await wire.command({ ping: new Int32(1), $db: 'admin' })).toEqual({ ok: 1 });
    expect(faults.length).toBeGreaterThan(0);
  });

  test('the old protocol is there to say hello, and for nothing else', async () => {
    const old = async (body: Document): Promise<Document> => {
      const parts = [Buffer.from('admin.$cmd\0'), Buffer.alloc(8), Buffer.from(serialize(body))];
      return wire.send(messageOf(2004, Buffer.concat([Buffer.alloc(4), ...parts])));
    };
    expect(await old({ ismaster: 1, helloOk: true })).toMatchObject({ ok: 1, helloOk: true, ismaster: true });
    expect(await old({ find: 'users' })).toMatchObject({ ok: 0, code: 352, codeName: 'UnsupportedOpQueryCommand' });
  });

  test('what is in a command twice is refused, as MongoDB has a meaning for both', async () => {
    // { find: 'users', limit: 1, limit: 2, $db: 'test' }
    const bytes = Buffer.from(serialize({ find: 'users', limit: new Int32(1), limiT: new Int32(2), $db: 'test' }));
    bytes.write('limit', bytes.indexOf('limiT'));
    const reply = await wire.send(messageOf(2013, Buffer.concat([Buffer.alloc(5), bytes])));
    expect(reply).toMatchObject({ ok: 0, code: 115, errmsg: expect.stringContaining('twice') as unknown });
  });

  test('nobody can nest so deep that the server falls', async () => {
    let nested: Document = {};
    for (let level = 0; level < 3_000; level++) nested = { a: nested };
    expect(await wire.command({ find: 'users', filter: nested, $db: 'test' })).toMatchObject({ ok: 0, code: 115 });
    expect(await wire.command({ ping: 1, $db: 'test' })).toEqual({ ok: 1 });
  });

  test('a message may arrive byte by byte', async () => {
    const reply = await wire.command({
      insert: 'users',
      documents: [{ _id: 'x', big: 'y'.repeat(300_000) }],
      n: undefined,
      $db: 'test',
    });
    expect(reply).toMatchObject({ ok: 1, n: 1 });
    expect(await wire.command({ find: 'users', filter: { _id: 'x', big: new Double(1) }, $db: 'test' })).toMatchObject({
      ok: 1,
    });
  });

  test('other clients are answered while one scans a lot', async () => {
    const client = await MongoClient.connect(mongo.uri);
    const many = client.db('test').collection<{ _id: number; text: string }>('many');
    for (let batch = 0; batch < 6; batch++) {
      await many.insertMany(Array.from({ length: 5_000 }, (_, i) => ({ _id: batch * 5_000 + i, text: `text ${i}` })));
    }
    const scan = { isOver: false };
    let pings = 0;
    const slow = ['7', '8', '9'].map((digit) => ({ text: { $regex: ` ${digit}` } }));
    const count = many.countDocuments({ $or: slow }).finally(() => (scan.isOver = true));
    while (!scan.isOver) {
      await wire.command({ ping: 1, $db: 'admin' });
      pings++;
    }
    // Of 0 to 4999, six times: 7 to 9, 70 to 99, 700 to 999.
    expect(await count).toBe(6 * 333);
    expect(pings).toBeGreaterThan(2);
    await client.close();
  });
});

function messageOf(opcode: number, content: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + content.length, 0);
  head.writeInt32LE(opcode, 12);
  return Buffer.concat([head, content]);
}
