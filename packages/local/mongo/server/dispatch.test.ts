import { randomUUID } from 'node:crypto';
import { Double, Int32, Long, UUID } from 'bson';
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

  test.each<[string, Document, string]>([
    ['hint', { find: 'users', hint: '_id_' }, 'option hint of command find'],
    ['collation', { find: 'users', collation: { locale: 'en' } }, 'option collation of command find'],
    ['let', { aggregate: 'users', pipeline: [], let: {} }, 'option let of command aggregate'],
    ['capped', { create: 'new', capped: true }, 'option capped of command create'],
    [
      'bypassDocumentValidation',
      { insert: 'users', documents: [], bypassDocumentValidation: true },
      'option bypassDocumentValidation of command insert',
    ],
    [
      'arrayFilters',
      { update: 'users', updates: [{ q: {}, u: {}, arrayFilters: [] }] },
      'option arrayFilters of command update',
    ],
    [
      'hint of a delete',
      { delete: 'users', deletes: [{ q: {}, limit: 1, hint: 'x' }] },
      'option hint of command delete',
    ],
    [
      'afterClusterTime',
      { find: 'users', readConcern: { afterClusterTime: 1 } },
      'option readConcern.afterClusterTime of command find',
    ],
    [
      'a TTL index',
      { createIndexes: 'users', indexes: [{ key: { a: 1 }, name: 'a', expireAfterSeconds: 1 }] },
      'option expireAfterSeconds of command createIndexes',
    ],
  ])('an option it does not know is refused by name: %s', async (_, command, message) => {
    const reply = await wire.command({ ...command, $db: 'test' });
    expect(reply).toMatchObject({ ok: 0, errmsg: `${message} is not supported by the embedded server` });
  });

  test.each<[string, Document, string]>([
    [
      'a pipeline without $group',
      { aggregate: 'users', pipeline: [{ $match: {} }], cursor: {} },
      'a pipeline without $group',
    ],
    ['$lookup', { aggregate: 'users', pipeline: [{ $lookup: {} }], cursor: {} }, 'pipeline stage $lookup here'],
    [
      '$sum of a field',
      { aggregate: 'users', pipeline: [{ $group: { _id: null, n: { $sum: '$n' } } }], cursor: {} },
      'any accumulator but {$sum: 1}',
    ],
    [
      'a text index',
      { createIndexes: 'users', indexes: [{ key: { a: 'text' }, name: 'a' }] },
      'an index of kind "text"',
    ],
    ['sort by $natural', { find: 'users', sort: { $natural: 1 } }, 'sort by $natural'],
    ['a projection by $slice', { find: 'users', projection: { a: { $slice: 1 } } }, 'projection of a by an expression'],
  ])('%s is refused by name', async (_, command, message) => {
    const reply = await wire.command({ ...command, $db: 'test' });
    expect(reply).toMatchObject({ ok: 0, errmsg: `${message} is not supported by the embedded server` });
  });

  test.each<[string, Document, number]>([
    ['create of what exists', { create: 'users' }, 48],
    ['listIndexes of what does not', { listIndexes: 'none' }, 26],
    ['getMore of an unknown cursor', { getMore: Long.fromNumber(999_999), collection: 'users' }, 43],
    ['more members than one', { insert: 'users', documents: [{ _id: 'x' }], writeConcern: { w: 2 } }, 100],
    ['an update of everything by replacement', { update: 'users', updates: [{ q: {}, u: { a: 1 }, multi: true }] }, 9],
    ['another index of the same name', { createIndexes: 'users', indexes: [{ key: { b: 1 }, name: '_id_' }] }, 86],
    [
      'a create in a transaction',
      { create: 'x', lsid: newSession(), txnNumber: Long.ONE, autocommit: false, startTransaction: true },
      263,
    ],
  ])('%s is answered with the code MongoDB has for it', async (_, command, code) => {
    const reply = await wire.command({ ...command, $db: 'test' });
    const errors = (reply['writeErrors'] ?? []) as Document[];
    expect(errors[0]?.['code'] ?? reply['code']).toBe(code);
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
    const slow = ['7', '8', '9'].map((digit) => ({ text: { $regex: `t.*x.*t .*${digit}$` } }));
    const count = many.countDocuments({ $or: slow }).finally(() => (scan.isOver = true));
    while (!scan.isOver) {
      await wire.command({ ping: 1, $db: 'admin' });
      pings++;
    }
    expect(await count).toBe(9_000);
    expect(pings).toBeGreaterThan(2);
    await client.close();
  });
});
