import { Int32, Long } from 'bson';
import type { Document } from 'bson';
import { addIndex, describeEmbedded, failureOf, useMongo } from '../testing/useMongo.ts';

const mongo = useMongo();

describe('updates', () => {
  test.each<[string, Document, Document, Document]>([
    ['$set', { a: 1 }, { $set: { a: 2, b: 3 } }, { a: 2, b: 3 }],
    ['$set of a path', { a: { b: 1 } }, { $set: { 'a.c': 2, 'd.e': 3 } }, { a: { b: 1, c: 2 }, d: { e: 3 } }],
    ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', none: '' } }, { b: { d: 2 } }],
    ['$inc', { a: 1 }, { $inc: { a: 2, b: -1 } }, { a: 3, b: -1 }],
    ['$inc to a double', { a: 1 }, { $inc: { a: 0.5 } }, { a: 1.5 }],
    ['$setOnInsert counts only for upserts', { a: 1 }, { $set: { a: 2 }, $setOnInsert: { b: 1 } }, { a: 2 }],
  ])('%s', async (_, before, update, after) => {
    await mongo.users.insertOne({ _id: 'x', ...before });
    const result = await mongo.users.updateOne({ _id: 'x' }, update);
    expect(result.modifiedCount).toBe(1);
    expect(await mongo.users.findOne()).toEqual({ _id: 'x', ...after });
  });

  test('$inc keeps int32, grows into int64 and stays exact beyond 2^53', async () => {
    await mongo.users.insertOne({
      _id: 'x',
      i: new Int32(1),
      edge: new Int32(2147483647),
      l: Long.fromString('9007199254740993'),
    });
    await mongo.users.updateOne({ _id: 'x' }, { $inc: { i: 1, edge: 1, l: 2 } });
    const found = await mongo.users.findOne({}, { promoteValues: false });
    expect(found).toMatchObject({
      i: new Int32(2),
      edge: Long.fromNumber(2147483648),
      l: Long.fromString('9007199254740995'),
    });
  });

  test('$inc of an int64 that would overflow is refused', async () => {
    await mongo.users.insertOne({ _id: 'x', l: Long.MAX_VALUE });
    const failure = await failureOf(mongo.users.updateOne({ _id: 'x' }, { $inc: { l: 1 } }));
    expect(failure.code).toBe(2);
  });

  test('$currentDate is the time of the server', async () => {
    await mongo.users.insertOne({ _id: 'x' });
    await mongo.users.updateOne({ _id: 'x' }, { $currentDate: { at: true, too: { $type: 'date' } } } as Document);
    const found = await mongo.users.findOne();
    expect(Math.abs(Number(found?.['at']) - Date.now())).toBeLessThan(5_000);
    expect(found?.['too']).toEqual(found?.['at']);
  });

  test('an update that changes nothing matches but modifies nothing', async () => {
    await mongo.users.insertOne({ _id: 'x', a: 1 });
    expect(await mongo.users.updateOne({ _id: 'x' }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
  });

  test('updateMany changes all that match, updateOne the first', async () => {
    await mongo.users.insertMany([1, 2, 3].map((n) => ({ _id: String(n), n, s: 0 })));
    expect((await mongo.users.updateMany({ n: { $gt: 1 } }, { $inc: { s: 1 } })).modifiedCount).toBe(2);
    expect((await mongo.users.updateOne({ s: 1 }, { $inc: { s: 1 } })).modifiedCount).toBe(1);
    expect((await mongo.users.find().toArray()).map((user): unknown => user['s'])).toEqual([0, 2, 1]);
  });

  test('an updateMany that moves documents within the index it reads by meets each once', async () => {
    await addIndex(mongo.users, { n: 1 });
    await mongo.users.insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: String(n), n })));
    await mongo.users.updateMany({ n: { $gte: 0 } }, { $inc: { n: 1000 } });
    expect(await mongo.users.countDocuments({ n: { $gte: 1000, $lt: 1300 } })).toBe(300);
  });

  test('a replacement keeps the id', async () => {
    await mongo.users.insertOne({ _id: 'x', a: 1 });
    await mongo.users.replaceOne({ a: 1 }, { b: 2 });
    expect(await mongo.users.findOne()).toEqual({ _id: 'x', b: 2 });
  });

  test('an upsert takes the equalities of the filter, $setOnInsert and $set', async () => {
    const update = { $set: { b: 2 }, $setOnInsert: { c: 3 } };
    const first = await mongo.users.updateOne({ _id: 'x', a: 1, n: { $gt: 5 } }, update, { upsert: true });
    expect(first).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 'x' });
    expect(await mongo.users.findOne()).toEqual({ _id: 'x', a: 1, b: 2, c: 3 });
    const second = await mongo.users.updateOne({ _id: 'x' }, update, { upsert: true });
    expect(second).toMatchObject({ matchedCount: 1, upsertedCount: 0 });
  });

  test.each<[string, Document, number]>([
    ['the id', { $set: { _id: 'y' } }, 66],
    ['a path twice', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a path and one inside it', { $set: { a: 1, 'a.b': 1 } }, 40],
    ['a number that is none', { $inc: { s: 1 } }, 14],
    ['a path through a string', { $set: { 's.x': 1 } }, 28],
  ])('refuses to change %s', async (_, update, code) => {
    await mongo.users.insertOne({ _id: 'x', s: 'text' });
    expect((await failureOf(mongo.users.updateOne({ _id: 'x' }, update))).code).toBe(code);
    expect(await mongo.users.findOne()).toEqual({ _id: 'x', s: 'text' });
  });
});

describe('findAndModify', () => {
  test('returns the document before or after', async () => {
    await mongo.users.insertOne({ _id: 'x', epoch: 1 });
    expect(await mongo.users.findOneAndUpdate({ _id: 'x' }, { $inc: { epoch: 1 } })).toEqual({ _id: 'x', epoch: 1 });
    const after = { returnDocument: 'after' } as const;
    expect(await mongo.users.findOneAndUpdate({ _id: 'x' }, { $inc: { epoch: 1 } }, after)).toEqual({
      _id: 'x',
      epoch: 3,
    });
    expect(await mongo.users.findOneAndUpdate({ _id: 'none' }, { $inc: { epoch: 1 } })).toBeNull();
  });

  test('takes the first by the sort, and can insert or delete', async () => {
    await mongo.users.insertMany([3, 1, 2].map((n) => ({ _id: String(n), n })));
    expect(await mongo.users.findOneAndDelete({}, { sort: { n: 1 } })).toEqual({ _id: '1', n: 1 });
    const options = { upsert: true, returnDocument: 'after' } as const;
    expect(await mongo.users.findOneAndUpdate({ _id: 'new' }, { $set: { n: 9 } }, options)).toEqual({
      _id: 'new',
      n: 9,
    });
    expect(await mongo.users.countDocuments()).toBe(3);
  });
});

describe('bulk writes', () => {
  const bulk = (ordered: boolean): Promise<unknown> =>
    mongo.users.bulkWrite(
      ['a', 'b', 'a', 'c'].map((_id) => ({ insertOne: { document: { _id } } })),
      { ordered },
    );

  test('an ordered one stops at the first error and names its index', async () => {
    const failure = await failureOf(bulk(true));
    expect(failure).toMatchObject({ code: 11000, writeErrors: [{ index: 2 }] });
    expect(await mongo.users.countDocuments()).toBe(2);
  });

  test('an unordered one goes on', async () => {
    const failure = await failureOf(bulk(false));
    expect(failure).toMatchObject({ code: 11000, writeErrors: [{ index: 2 }] });
    expect(await mongo.users.countDocuments()).toBe(3);
  });

  test('deletes one or all', async () => {
    await mongo.users.insertMany([1, 2, 3].map((n) => ({ _id: String(n), all: true })));
    expect((await mongo.users.deleteOne({ all: true })).deletedCount).toBe(1);
    expect((await mongo.users.deleteMany({ all: true })).deletedCount).toBe(2);
  });

  test('a document of more than 16 MiB is refused', async () => {
    await mongo.users.insertOne({ _id: 'x', text: 'y'.repeat(15_000_000) });
    const failure = await failureOf(mongo.users.updateOne({ _id: 'x' }, { $set: { more: 'y'.repeat(2_000_000) } }));
    expect([10334, 17419]).toContain(failure.code);
  });

  test('an id generated by the server or put last by the driver comes first', async () => {
    const ids = mongo.db.collection('users');
    await ids.insertOne({ a: 1, b: 2 });
    expect(Object.keys((await ids.findOne()) ?? {})).toEqual(['_id', 'a', 'b']);
  });
});

describeEmbedded('refusals', () => {
  test.each<[string, Document | Document[], string]>([
    ['$push', { $push: { a: 1 } }, 'update operator $push'],
    ['a pipeline', [{ $set: { a: 1 } }], 'an update pipeline'],
    ['a positional path', { $set: { 'a.$': 1 } }, "update path 'a.$'"],
    ['an array element', { $set: { 'a.0': 1 } }, "updating inside an array ('a.0')"],
  ])('%s is refused by name', async (_, update, message) => {
    await mongo.users.insertOne({ _id: 'x', a: [1] });
    const failure = await failureOf(mongo.users.updateOne({ _id: 'x' }, update));
    expect(failure.message).toBe(`${message} is not supported by the embedded server`);
  });

  test('types that cannot be compared are not stored', async () => {
    expect((await failureOf(mongo.users.insertOne({ _id: 'x', a: /regex/ }))).message).toMatch(/embedded server/);
    expect(await mongo.users.countDocuments()).toBe(0);
  });
});
