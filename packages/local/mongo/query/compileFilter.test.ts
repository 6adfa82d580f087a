import { Binary, Double, Int32, Long, ObjectId } from 'bson';
import type { Document } from 'bson';
import { describeEmbedded, failureOf, useMongo } from '../testing/useMongo.ts';

const mongo = useMongo();

const idsOf = async (filter: Document): Promise<string[]> =>
  (await mongo.users.find(filter).toArray()).map(({ _id }) => _id);

describe('filters', () => {
  beforeEach(async () => {
    await mongo.users.insertMany([
      { _id: 'int', v: new Int32(5) },
      { _id: 'double', v: new Double(5.5) },
      { _id: 'long', v: Long.fromString('9007199254740993') },
      { _id: 'nan', v: NaN },
      { _id: 'string', v: 'Five' },
      { _id: 'null', v: null },
      { _id: 'missing' },
      { _id: 'array', v: [1, 10, 'x'] },
      { _id: 'empty', v: [] },
      { _id: 'doc', v: { a: 1, b: 2 } },
      { _id: 'date', v: new Date(1000) },
      { _id: 'true', v: true },
      { _id: 'docs', v: [{ a: 1, b: 1 }, { a: 2, b: 2 }, 3] },
      { _id: 'oid', v: new ObjectId('64b000000000000000000001') },
      { _id: 'bin', v: new Binary(Buffer.from([1, 2, 3])) },
    ]);
  });

  test.each<[string, Document, string[]]>([
    ['equality across number types', { v: new Double(5) }, ['int']],
    ['int64 beyond 2^53 exactly', { v: Long.fromString('9007199254740993') }, ['long']],
    ['int64 is not its neighbour', { v: Long.fromString('9007199254740992') }, []],
    ['NaN equals NaN', { v: NaN }, ['nan']],
    ['null finds null and missing', { v: null }, ['null', 'missing']],
    ['an element of an array', { v: 10 }, ['array']],
    ['a whole array', { v: [1, 10, 'x'] }, ['array']],
    ['an empty array', { v: [] }, ['empty']],
    ['an embedded document', { v: { a: 1, b: 2 } }, ['doc']],
    ['the order of an embedded document', { v: { b: 2, a: 1 } }, []],
    ['a dotted path, through arrays', { 'v.a': 1 }, ['doc', 'docs']],
    ['a dotted path to an array index', { 'v.0.a': 1 }, ['docs']],
    ['an object id', { v: new ObjectId('64b000000000000000000001') }, ['oid']],
    ['binary data', { v: new Binary(Buffer.from([1, 2, 3])) }, ['bin']],
    ['$in', { v: { $in: [5, 'Five', true] } }, ['int', 'string', 'true']],
    ['$in with null', { v: { $in: [null, 5] } }, ['int', 'null', 'missing']],
    ['$in with nothing', { v: { $in: [] } }, []],
    ['$gt within numbers only', { v: { $gt: 5 } }, ['double', 'long', 'array']],
    ['$gte', { v: { $gte: 5.5 } }, ['double', 'long', 'array']],
    ['$lt, NaN is not less', { v: { $lt: 5 } }, ['array', 'docs']],
    ['$lte NaN', { v: { $lte: NaN } }, ['nan']],
    ['$gt of a date', { v: { $gt: new Date(999) } }, ['date']],
    ['$lt of strings', { v: { $lt: 'G' } }, ['string']],
    ['$gt and $lt may be met by two elements', { v: { $gt: 4, $lt: 2 } }, ['array']],
    ['$gte null finds what $eq null finds', { v: { $gte: null } }, ['null', 'missing']],
    ['$exists', { v: { $exists: false } }, ['missing']],
    ['$exists of a path', { 'v.b': { $exists: true } }, ['doc', 'docs']],
    ['$regex with options', { v: { $regex: '^fi', $options: 'i' } }, ['string']],
    ['$not', { v: { $not: { $gte: 5 } }, _id: { $in: ['int', 'nan', 'missing'] } }, ['nan', 'missing']],
    ['$ne', { v: { $ne: 1 }, _id: { $in: ['array', 'int', 'missing'] } }, ['int', 'missing']],
    ['$nin', { v: { $nin: [5, null] }, _id: { $in: ['int', 'null', 'missing', 'string'] } }, ['string']],
    ['$or', { $or: [{ v: 5 }, { _id: 'true' }] }, ['int', 'true']],
    ['$and', { $and: [{ v: { $gt: 5 } }, { v: { $lt: 6 } }] }, ['double', 'array']],
    ['$elemMatch on documents', { v: { $elemMatch: { a: 1, b: 1 } } }, ['docs']],
    ['$elemMatch needs one element for all', { v: { $elemMatch: { a: 1, b: 2 } } }, []],
    ['$elemMatch on values', { v: { $elemMatch: { $gt: 5, $lt: 11 } } }, ['array']],
    ['$expr on a field and a constant', { $expr: { $gt: ['$v', 'A'] }, _id: { $in: ['string', 'int'] } }, ['string']],
    [
      '$expr across all types',
      { $expr: { $lt: ['$v', 5] }, _id: { $in: ['missing', 'null', 'true'] } },
      ['null', 'missing'],
    ],
  ])('find by %s', async (_, filter, expected) => {
    expect((await idsOf(filter)).sort()).toEqual([...expected].sort());
  });

  test('$$NOW and $subtract find leases that have been silent for a while', async () => {
    await mongo.users.insertMany([
      { _id: 'silent', beatAt: new Date(0) },
      { _id: 'alive', beatAt: new Date(Date.now() + 60_000) },
    ]);
    const isSilent = { beatAt: { $exists: true }, $expr: { $lt: ['$beatAt', { $subtract: ['$$NOW', 15_000] }] } };
    expect(await idsOf(isSilent)).toEqual(['silent']);
  });
});

describe('order and shape of results', () => {
  test('documents come in the order of insertion', async () => {
    await mongo.users.insertMany(['c', 'a', 'b'].map((_id) => ({ _id })));
    expect(await idsOf({})).toEqual(['c', 'a', 'b']);
  });

  test('sorting follows the order of BSON types', async () => {
    const values = [
      true,
      new Date(0),
      'b',
      'B',
      'ä',
      2,
      new Double(1.5),
      null,
      { a: 1 },
      new ObjectId(),
      new Binary(Buffer.from('x')),
    ];
    await mongo.users.insertMany(values.map((v, i) => ({ _id: String(i), v })));
    const sorted = await mongo.users.find().sort({ v: 1 }).toArray();
    expect(sorted.map(({ _id }) => Number(_id))).toEqual([7, 6, 5, 3, 2, 4, 8, 10, 9, 0, 1]);
  });

  test('of an array the smallest element counts, or the largest when descending', async () => {
    await mongo.users.insertMany([
      { _id: 'a', v: [1, 9] },
      { _id: 'b', v: [2, 3] },
      { _id: 'c', v: [] },
    ]);
    expect((await mongo.users.find().sort({ v: 1 }).toArray()).map(({ _id }) => _id)).toEqual(['c', 'a', 'b']);
    expect((await mongo.users.find().sort({ v: -1 }).toArray()).map(({ _id }) => _id)).toEqual(['a', 'b', 'c']);
  });

  test('skip, limit and two sort fields', async () => {
    await mongo.users.insertMany([1, 2, 3, 4, 5, 6].map((n) => ({ _id: String(n), odd: n % 2, n })));
    const page = await mongo.users.find().sort({ odd: -1, n: -1 }).skip(1).limit(3).toArray();
    expect(page.map(({ _id }) => _id)).toEqual(['3', '1', '6']);
  });

  test.each<[string, Document, Document]>([
    ['some fields', { a: 1 }, { _id: 'x', a: 1 }],
    ['some fields without the id', { a: 1, _id: 0 }, { a: 1 }],
    ['all but some', { b: 0, list: 0 }, { _id: 'x', a: 1 }],
    ['only the id', { _id: 1 }, { _id: 'x' }],
  ])('projection of %s', async (_, projection, expected) => {
    await mongo.users.insertOne({ _id: 'x', a: 1, b: { c: 1, e: 2 }, list: [{ d: 1, f: 2 }, 3] });
    expect(await mongo.users.find({}, { projection }).toArray()).toEqual([expected]);
  });

  test('numbers keep their type through storage', async () => {
    await mongo.users.insertOne({ _id: 'x', i: new Int32(1), d: new Double(1), l: Long.fromNumber(1) });
    await mongo.users.updateOne({ _id: 'x' }, { $set: { touched: true } });
    const found = await mongo.users.findOne({}, { promoteValues: false });
    expect(found).toMatchObject({ i: new Int32(1), d: new Double(1), l: Long.fromNumber(1) });
  });

  test('counting, and counting by a field', async () => {
    await mongo.users.insertMany([{ _id: '1', s: 'a' }, { _id: '2', s: 'a' }, { _id: '3' }]);
    expect(await mongo.users.countDocuments({ s: 'a' })).toBe(2);
    expect(await mongo.users.countDocuments({ s: 'none' })).toBe(0);
    const groups = await mongo.users.aggregate([{ $group: { _id: '$s', n: { $sum: 1 } } }]).toArray();
    expect(groups.sort((a, b) => Number(a['n']) - Number(b['n']))).toEqual([
      { _id: null, n: 1 },
      { _id: 'a', n: 2 },
    ]);
  });
});

describeEmbedded('refusals', () => {
  test.each<[string, Document, string]>([
    ['$where', { $where: '1' }, 'filter operator $where'],
    ['$type', { a: { $type: 'string' } }, 'filter operator $type'],
    ['$text', { $text: { $search: 'x' } }, 'filter operator $text'],
    ['$expr with $add', { $expr: { $gt: ['$a', { $add: [1, 2] }] } }, 'expression $add'],
  ])('%s is refused by name', async (_, filter, message) => {
    await mongo.users.insertOne({ _id: 'x', a: 1 });
    const failure = await failureOf(mongo.users.find(filter).toArray());
    expect(failure.message).toBe(`${message} is not supported by the embedded server`);
  });
});
