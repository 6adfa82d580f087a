import { Long } from 'bson';
import type { Document } from 'bson';
import * as fc from 'fast-check';
import { addIndex, failureOf, useMongo } from '../testing/useMongo.ts';
import type { User } from '../testing/useMongo.ts';

const mongo = useMongo();

describe('indexes', () => {
  test('a unique index refuses the second, and says which key', async () => {
    await addIndex(mongo.users, { accountId: 1, email: 1 }, { unique: true });
    await mongo.users.insertOne({ _id: 'a', accountId: 'acc', email: 'x@example.com' });
    await mongo.users.insertOne({ _id: 'b', accountId: 'other', email: 'x@example.com' });
    const failure = await failureOf(mongo.users.insertOne({ _id: 'c', accountId: 'acc', email: 'x@example.com' }));
    expect(failure).toMatchObject({
      code: 11000,
      keyPattern: { accountId: 1, email: 1 },
      keyValue: { accountId: 'acc', email: 'x@example.com' },
    });
    expect(failure.message).toBe(
      `E11000 duplicate key error collection: ${mongo.users.namespace} index: accountId_1_email_1 ` +
        'dup key: { accountId: "acc", email: "x@example.com" }',
    );
  });

  test('an update into a taken key is refused and changes nothing', async () => {
    await addIndex(mongo.users, { email: 1 }, { unique: true });
    await mongo.users.insertMany([
      { _id: 'a', email: 'a' },
      { _id: 'b', email: 'b' },
    ]);
    expect((await failureOf(mongo.users.updateOne({ _id: 'b' }, { $set: { email: 'a', n: 1 } }))).code).toBe(11000);
    expect(await mongo.users.findOne({ email: 'b' })).toEqual({ _id: 'b', email: 'b' });
    await mongo.users.updateOne({ _id: 'a' }, { $set: { email: 'c' } });
    await mongo.users.updateOne({ _id: 'b' }, { $set: { email: 'a' } });
    expect(await mongo.users.findOne({ email: 'a' })).toEqual({ _id: 'b', email: 'a' });
  });

  test('a missing field counts as null, unless the index is partial', async () => {
    await addIndex(mongo.users, { a: 1 }, { unique: true });
    await addIndex(mongo.users, { b: 1 }, { unique: true, partialFilterExpression: { b: { $exists: true } } });
    await mongo.users.insertOne({ _id: '1' });
    expect((await failureOf(mongo.users.insertOne({ _id: '2', a: null }))).code).toBe(11000);
    await mongo.users.insertOne({ _id: '3', a: 3, b: null });
    expect((await failureOf(mongo.users.insertOne({ _id: '4', a: 4, b: null }))).code).toBe(11000);
    expect(await mongo.users.countDocuments({ b: null })).toBe(2);
  });

  test('an index over what is there already is built, or refused', async () => {
    await mongo.users.insertMany([
      { _id: 'a', email: 'x' },
      { _id: 'b', email: 'x' },
    ]);
    expect((await failureOf(addIndex(mongo.users, { email: 1 }, { unique: true }))).code).toBe(11000);
    await addIndex(mongo.users, { email: 1 });
    expect(await mongo.users.countDocuments({ email: 'x' })).toBe(2);
  });

  test('are listed as they were created, and creating them again is nothing', async () => {
    const partial = { partialFilterExpression: { b: { $exists: true } }, unique: true };
    await addIndex(mongo.users, { a: 1, b: 1 }, partial);
    await addIndex(mongo.users, { a: 1, b: 1 }, partial);
    expect(await mongo.users.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: 1 }, name: 'a_1_b_1', ...partial },
    ]);
    expect((await failureOf(addIndex(mongo.users, { a: 1, b: 1 }, { name: 'other', ...partial }))).code).toBe(85);
  });

  test('two arrays in one index are refused', async () => {
    await addIndex(mongo.users, { a: 1, b: 1 });
    expect((await failureOf(mongo.users.insertOne({ _id: 'x', a: [1], b: [2] }))).code).toBe(171);
  });
});

/** Few values, so that filters hit, of many types: what differs between them is what indexes get wrong. */
const scalar = fc.constantFrom<unknown>(
  0,
  1,
  2,
  2.5,
  NaN,
  'a',
  'ab',
  'b',
  true,
  new Date(0),
  Long.fromString('9007199254740993'),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(fc.constantFrom<unknown>(0, 1, 2, 'a', null), { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, -Infinity, 'a\u0000', 'ä', '\u{1f600}', { x: 1 }, { x: 1, y: 2 }, [[1]]),
  },
);
const user = fc.record({ a: value, b: value, c: value }, { requiredKeys: [] });
const comparison = fc.record({ $gt: scalar, $lt: scalar, $gte: scalar, $lte: scalar }, { requiredKeys: [] });
const condition = fc.oneof(
  scalar,
  value,
  fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), scalar)
    .map(([operator, operand]) => ({ [operator]: operand })),
  comparison.filter((bounds) => Object.keys(bounds).length > 0),
  fc.record({ $gt: fc.constantFrom(0, 1), $lt: fc.constantFrom(1, 2) }),
  fc.record({ $in: fc.array(value, { maxLength: 4 }) }),
  fc.record({ $in: fc.array(scalar, { minLength: 2, maxLength: 6 }) }),
  fc.record({ $in: fc.array(scalar, { minLength: 2, maxLength: 6 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: value }),
  fc.record({ $exists: fc.boolean() }),
  fc.constantFrom<unknown>({ $regex: '^a' }, { $regex: 'b' }, { $regex: '^b' }),
);
const clause: fc.Arbitrary<Document> = fc.oneof(
  fc.record({ a: condition }),
  fc.record({ b: condition }),
  fc.record({ a: condition, b: condition }),
  fc.record({ c: condition, a: condition }),
);
const filter: fc.Arbitrary<Document> = fc.oneof(
  { weight: 4, arbitrary: clause },
  { weight: 1, arbitrary: fc.record({ a: condition, $or: fc.array(clause, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ $and: fc.array(clause, { minLength: 1, maxLength: 2 }) }) },
);
const sort = fc.constantFrom<Document>(
  { _id: 1 },
  { a: 1, _id: 1 },
  { a: -1, _id: -1 },
  { b: -1, a: 1, _id: 1 },
  { b: -1, a: -1, _id: -1 },
  { c: 1, a: 1, _id: 1 },
);
const INDEXES: Record<string, 1>[] = [{ a: 1 }, { a: 1, _id: 1 }, { b: 1, a: 1, _id: 1 }, { c: 1, a: 1, _id: 1 }];

test('an index never changes what is found, nor its order', async () => {
  const plain = mongo.db.collection<User>('plain');
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(user, { minLength: 15, maxLength: 40 }),
      fc.array(fc.tuple(filter, sort), { minLength: 60, maxLength: 60 }),
      fc.subarray(INDEXES, { minLength: 1 }),
      fc.boolean(),
      async (users, queries, indexes, isPlural) => {
        const indexed = mongo.db.collection<User>(`indexed${round++}`);
        await plain.deleteMany({});
        for (const index of indexes) await addIndex(indexed, index);
        await addIndex(indexed, { b: 1 }, { partialFilterExpression: { b: { $exists: true } }, name: 'partial' });
        const documents = users
          .map((fields, i) => ({ _id: String(i), ...fields }))
          .filter((fields) => isPlural || !Object.values(fields).some(Array.isArray))
          .filter((fields) => Object.values(fields).filter(Array.isArray).length < 2);
        await Promise.all([plain, indexed].map((collection) => collection.insertMany([{ _id: 'none' }, ...documents])));
        await Promise.all(
          queries.map(async ([query, order]) => {
            const idsIn = async (collection: typeof plain): Promise<string[]> =>
              (await collection.find(query).sort(order).toArray()).map(({ _id }) => _id);
            const found = await idsIn(plain);
            expect({ query, order, found: await idsIn(indexed) }).toEqual({ query, order, found });
            expect(await indexed.countDocuments(query)).toBe(found.length);
          }),
        );
      },
    ),
    { numRuns: 16, seed: 7, endOnFailure: true },
  );
});

test('pages by key walk through everything once', async () => {
  await addIndex(mongo.users, { accountId: 1, key: 1 }, { unique: true });
  await mongo.users.insertMany(
    Array.from({ length: 500 }, (_, i) => ({
      _id: `u${i}`,
      accountId: i % 2 ? 'a' : 'b',
      key: `k${(i * 7919) % 500}`,
    })),
  );
  const seen: string[] = [];
  for (let last: User | undefined; ;) {
    const after: Document = last
      ? { $or: [{ key: { $gt: last['key'] as string } }, { key: last['key'] as string, _id: { $gt: last._id } }] }
      : {};
    const page = await mongo.users
      .find({ accountId: 'a', ...after })
      .sort({ key: 1, _id: 1 })
      .limit(60)
      .toArray();
    if (page.length === 0) break;
    seen.push(...page.map((item) => String(item['key'])));
    last = page.at(-1);
  }
  expect(seen).toHaveLength(250);
  expect(seen).toEqual([...seen].sort());
});
