import { WriteConcern } from 'mongodb';
import type { ClientSession } from 'mongodb';
import { addIndex, failureOf, until, useMongo } from '../testing/useMongo.ts';

const mongo = useMongo();

/** A session with a transaction begun, in which the counter has been raised. */
const begun = async (): Promise<ClientSession> => {
  const session = mongo.client.startSession();
  session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: new WriteConcern('majority') });
  await mongo.users.updateOne({ _id: 'counter' }, { $inc: { n: 1 } }, { session });
  return session;
};

const counter = async (session?: ClientSession): Promise<unknown> =>
  (await mongo.users.findOne({ _id: 'counter' }, session ? { session } : {}))?.['n'];

describe('transactions', () => {
  beforeEach(async () => {
    await mongo.users.insertOne({ _id: 'counter', n: 0 });
  });

  test('are seen by nobody until they commit, and then whole', async () => {
    const session = await begun();
    await mongo.users.insertOne({ _id: 'new' }, { session });
    expect(await counter()).toBe(0);
    expect(await counter(session)).toBe(1);
    expect(await mongo.users.countDocuments({}, { session })).toBe(2);
    await session.commitTransaction();
    expect(await counter()).toBe(1);
    expect(await mongo.users.countDocuments()).toBe(2);
    await session.endSession();
  });

  test('leave nothing when they abort', async () => {
    const session = await begun();
    await mongo.users.insertMany([{ _id: 'a' }, { _id: 'b' }], { session });
    await mongo.users.deleteOne({ _id: 'a' }, { session });
    await session.abortTransaction();
    expect(await mongo.users.find().toArray()).toEqual([{ _id: 'counter', n: 0 }]);
    await session.endSession();
  });

  test('read one snapshot, whatever others commit meanwhile', async () => {
    const session = mongo.client.startSession();
    session.startTransaction();
    expect(await counter(session)).toBe(0);
    await mongo.users.updateOne({ _id: 'counter' }, { $set: { n: 7 } });
    await mongo.users.insertOne({ _id: 'later' });
    expect(await counter(session)).toBe(0);
    expect(await mongo.users.countDocuments({}, { session })).toBe(1);
    await session.commitTransaction();
    expect(await counter()).toBe(7);
    await session.endSession();
  });

  test('find their own writes by index, sorted, and not what they removed', async () => {
    await addIndex(mongo.users, { key: 1 });
    await mongo.users.insertMany(Array.from({ length: 600 }, (_, i) => ({ _id: `u${i}`, key: i * 2 })));
    const session = await begun();
    await mongo.users.insertMany(
      Array.from({ length: 600 }, (_, i) => ({ _id: `v${i}`, key: i * 2 + 1 })),
      { session },
    );
    await mongo.users.deleteMany({ key: { $gte: 100, $lt: 200 } }, { session });
    await mongo.users.updateOne({ key: 0 }, { $set: { key: 5000 } }, { session });
    const expected = Array.from({ length: 1200 }, (_, i) => i).filter((key) => key > 0 && (key < 100 || key >= 200));
    const keys = async (direction: 1 | -1): Promise<unknown[]> =>
      (
        await mongo.users
          .find({ key: { $gte: 0 } }, { session, batchSize: 50 })
          .sort({ key: direction })
          .toArray()
      ).map((user): unknown => user['key']);
    expect(await keys(1)).toEqual([...expected, 5000]);
    expect(await keys(-1)).toEqual([5000, ...expected.reverse()]);
    await session.abortTransaction();
    expect(await mongo.users.countDocuments({ key: { $gte: 0 } })).toBe(600);
    await session.endSession();
  });

  test('lose against the first writer at once, with the label that asks for a retry', async () => {
    const first = await begun();
    const failure = await failureOf(begun());
    expect(failure).toMatchObject({ code: 112, codeName: 'WriteConflict' });
    expect(failure.hasErrorLabel('TransientTransactionError')).toBe(true);
    await first.commitTransaction();
    expect(await counter()).toBe(1);
    await first.endSession();
  });

  test('lose against a commit after their snapshot', async () => {
    const session = mongo.client.startSession();
    session.startTransaction();
    await counter(session);
    await mongo.users.updateOne({ _id: 'counter' }, { $inc: { n: 1 } });
    const failure = await failureOf(mongo.users.updateOne({ _id: 'counter' }, { $inc: { n: 1 } }, { session }));
    expect(failure.code).toBe(112);
    await session.endSession();
  });

  test('conflict when both insert the same unique key', async () => {
    await addIndex(mongo.users, { email: 1 }, { unique: true, partialFilterExpression: { email: { $exists: true } } });
    const session = await begun();
    await mongo.users.insertOne({ _id: 'a', email: 'x' }, { session });
    const other = mongo.client.startSession();
    other.startTransaction();
    expect((await failureOf(mongo.users.insertOne({ _id: 'b', email: 'x' }, { session: other }))).code).toBe(112);
    await session.commitTransaction();
    expect((await failureOf(mongo.users.insertOne({ _id: 'b', email: 'x' }))).code).toBe(11000);
    await Promise.all([session.endSession(), other.endSession()]);
  });

  test('may pass a unique key from one document to another', async () => {
    await addIndex(mongo.users, { email: 1 }, { unique: true });
    await mongo.users.insertOne({ _id: 'a', email: 'x' });
    await mongo.client.withSession((session) =>
      session.withTransaction(async () => {
        await mongo.users.deleteOne({ _id: 'a' }, { session });
        await mongo.users.insertOne({ _id: 'b', email: 'x' }, { session });
      }),
    );
    expect(await mongo.users.findOne({ email: 'x' })).toEqual({ _id: 'b', email: 'x' });
  });

  test('end with a duplicate key, as with any error', async () => {
    const session = await begun();
    expect((await failureOf(mongo.users.insertOne({ _id: 'counter' }, { session }))).code).toBe(11000);
    const failure = await failureOf(session.commitTransaction());
    expect(failure).toMatchObject({ code: 251, codeName: 'NoSuchTransaction' });
    expect(failure.hasErrorLabel('TransientTransactionError')).toBe(true);
    expect(await counter()).toBe(0);
    await session.endSession();
  });

  test('let plain writes wait for them', async () => {
    const session = await begun();
    let isDone = false;
    const plain = mongo.users.updateOne({ _id: 'counter' }, { $inc: { n: 10 } }).then(() => (isDone = true));
    await mongo.db.command({ ping: 1 });
    expect(isDone).toBe(false);
    await session.commitTransaction();
    await plain;
    expect(await counter()).toBe(11);
    await session.endSession();
  });

  test('twenty at once on one document all succeed by retrying', async () => {
    const raise = (): Promise<unknown> =>
      mongo.client.withSession((session) =>
        session.withTransaction(async () => {
          const n = Number(await counter(session));
          await mongo.users.updateOne({ _id: 'counter' }, { $set: { n: n + 1 } }, { session });
        }),
      );
    await Promise.all(Array.from({ length: 20 }, raise));
    expect(await counter()).toBe(20);
  });

  test('a commit can be repeated', async () => {
    const session = await begun();
    await session.commitTransaction();
    await session.commitTransaction();
    expect(await counter()).toBe(1);
    await session.endSession();
  });

  test('an ended session gives up its locks', async () => {
    const session = await begun();
    await session.endSession();
    await mongo.users.updateOne({ _id: 'counter' }, { $inc: { n: 5 } });
    expect(await counter()).toBe(5);
  });

  test('a thousand inserts are one transaction', async () => {
    const users = Array.from({ length: 1000 }, (_, i) => ({ _id: `u${i}`, email: `u${i}@example.com` }));
    await mongo.client.withSession((session) =>
      session.withTransaction(async () => {
        await mongo.users.insertMany(users, { session });
      }),
    );
    expect(await mongo.users.countDocuments()).toBe(1001);
  });

  test('nobody ever sees a part of one', async () => {
    const stop = { now: false };
    const sums = new Set<number>();
    const reader = (async () => {
      while (!stop.now) {
        const all = await mongo.users.find({ pair: true }).toArray();
        sums.add(all.reduce((sum, user) => sum + Number(user['n']), 0));
      }
    })();
    await mongo.users.insertMany([
      { _id: 'p1', pair: true, n: 50 },
      { _id: 'p2', pair: true, n: 50 },
    ]);
    await until(() => sums.has(100));
    sums.clear();
    for (let i = 0; i < 30; i++) {
      await mongo.client.withSession((session) =>
        session.withTransaction(async () => {
          await mongo.users.updateOne({ _id: 'p1' }, { $inc: { n: -1 } }, { session });
          await mongo.users.updateOne({ _id: 'p2' }, { $inc: { n: 1 } }, { session });
        }),
      );
    }
    stop.now = true;
    await reader;
    expect([...sums]).toEqual([100]);
  });
});
