import { Double, Int32, Long, ObjectId } from 'bson';
import type { Document } from 'bson';
import { COLLECTION, failureCases, find, insert, remove, updateCases, updateOne } from '../case.ts';
import type { Case } from '../case.ts';

const UPDATE = 'reference/command/update/';
const UPSERT = 'reference/method/db.collection.updateOne/';
const INSERT = 'reference/command/insert/';
const x = { _id: 1, a: 1, s: 'text', list: [1, 2], nothing: null };

/** `[title, filter, update, inserted]`: upserts that find nothing. */
function upsertCases(rows: readonly (readonly [string, object, object, Document])[]): Case[] {
  return rows.map(([title, q, u, inserted]) => ({
    title: `upsert: ${title}`,
    page: UPSERT,
    steps: [
      {
        command: updateOne(q, u, { upsert: true }),
        reply: { n: 1, nModified: 0, upserted: [{ index: 0, _id: inserted['_id'] as unknown }] },
      },
    ],
    stored: [inserted],
  }));
}

/** `[title, document before, update, n, nModified]` */
function countCases(rows: readonly (readonly [string, object, object, number, number])[]): Case[] {
  return rows.map(([title, before, command, n, nModified]) => ({
    title,
    page: UPDATE,
    documents: [
      { _id: 1, ...before },
      { _id: 2, a: 2 },
    ],
    steps: [{ command, reply: { n, nModified } }],
  }));
}

const many = (q: object, u: object): object => ({ update: COLLECTION, updates: [{ q, u, multi: true }] });
const bulk = (ordered: boolean, ...documents: readonly object[]): object => ({
  insert: COLLECTION,
  ordered,
  documents,
});

const updates: readonly Case[] = [
  ...updateCases('reference/operator/update/set/', [
    ['$set of a new field', { a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
    ['$set keeps the place of a field', { a: 1, b: 2 }, { $set: { a: 3 } }, { a: 3, b: 2 }],
    ['$set changes the type', { a: 1 }, { $set: { a: 'x' } }, { a: 'x' }],
    ['$set to null', { a: 1 }, { $set: { a: null } }, { a: null }],
    ['$set of a path', { a: { b: 1 } }, { $set: { 'a.c': 2 } }, { a: { b: 1, c: 2 } }],
    ['$set of a path makes the documents on the way', { a: 1 }, { $set: { 'd.e.f': 2 } }, { a: 1, d: { e: { f: 2 } } }],
    ['$set replaces an embedded document', { a: { b: 1 } }, { $set: { a: { c: 1 } } }, { a: { c: 1 } }],
    ['$set of an array', { a: 1 }, { $set: { a: [1, { b: 2 }] } }, { a: [1, { b: 2 }] }],
    ['new fields come in alphabetical order', {}, { $set: { c: 1, a: 1, b: 1 } }, { a: 1, b: 1, c: 1 }],
    [
      'new fields of all operators come in one order',
      {},
      { $set: { c: 1 }, $inc: { a: 1, d: 1 } },
      { a: 1, c: 1, d: 1 },
    ],
    ['an empty $set', { a: 1 }, { $set: {} }, { a: 1 }],
    ['the same _id', { a: 1 }, { $set: { _id: 1, a: 2 } }, { a: 2 }],
  ]),
  ...updateCases('reference/operator/update/unset/', [
    ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    ['$unset of nothing', { a: 1 }, { $unset: { none: '' } }, { a: 1 }],
    ['$unset of a path', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': true } }, { a: { c: 2 } }],
    ['$unset of the last field leaves an empty document', { a: { b: 1 } }, { $unset: { 'a.b': 1 } }, { a: {} }],
    ['$unset of a path through a text', { a: 'x' }, { $unset: { 'a.b': '' } }, { a: 'x' }],
    ['$unset of a path that is not there', { a: 1 }, { $unset: { 'b.c': '' } }, { a: 1 }],
  ]),
  ...updateCases('reference/operator/update/inc/', [
    ['$inc', { a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
    ['$inc of nothing sets', {}, { $inc: { a: 2 } }, { a: 2 }],
    ['$inc downwards', { a: 1 }, { $inc: { a: -2 } }, { a: -1 }],
    ['$inc of a path', { a: { b: 1 } }, { $inc: { 'a.b': 1, 'a.c': 5 } }, { a: { b: 2, c: 5 } }],
    ['$inc by a Double makes a Double', { a: 1 }, { $inc: { a: new Double(1) } }, { a: new Double(2) }],
    ['$inc of a Double stays a Double', { a: new Double(1) }, { $inc: { a: 1 } }, { a: new Double(2) }],
    ['$inc by a Long makes a Long', { a: 1 }, { $inc: { a: Long.fromNumber(1) } }, { a: Long.fromNumber(2) }],
    ['$inc of a Long stays a Long', { a: Long.fromNumber(1) }, { $inc: { a: 1 } }, { a: Long.fromNumber(2) }],
    [
      '$inc beyond int32 makes a Long',
      { a: new Int32(2147483647) },
      { $inc: { a: 1 } },
      { a: Long.fromNumber(2147483648) },
    ],
    [
      '$inc below int32 makes a Long',
      { a: new Int32(-2147483648) },
      { $inc: { a: -1 } },
      { a: Long.fromNumber(-2147483649) },
    ],
    [
      '$inc beyond 2^53 is exact',
      { a: Long.fromString('9007199254740992') },
      { $inc: { a: 1 } },
      { a: Long.fromString('9007199254740993') },
    ],
  ]),
  ...updateCases('reference/operator/update/setOnInsert/', [
    ['$setOnInsert of a document that is there', { a: 1 }, { $set: { a: 2 }, $setOnInsert: { b: 1 } }, { a: 2 }],
  ]),
  ...updateCases(UPDATE, [
    ['a replacement', { a: 1, b: 1 }, { c: 1 }, { c: 1 }],
    ['a replacement with the same _id', { a: 1 }, { _id: 1, c: 1 }, { c: 1 }],
    ['a replacement by nothing', { a: 1 }, {}, {}],
  ]),
  ...countCases([
    ['matched and modified', { a: 1 }, updateOne({ _id: 1 }, { $set: { a: 2 } }), 1, 1],
    ['matched, and as it was', { a: 1 }, updateOne({ _id: 1 }, { $set: { a: 1 } }), 1, 0],
    ['matched, and replaced by the same', { a: 1 }, updateOne({ _id: 1 }, { a: 1 }), 1, 0],
    ['$inc by nothing modifies nothing', { a: 1 }, updateOne({ _id: 1 }, { $inc: { a: 0 } }), 1, 0],
    ['$unset of nothing modifies nothing', { a: 1 }, updateOne({ _id: 1 }, { $unset: { none: '' } }), 1, 0],
    ['another numeric type is a modification', { a: 1 }, updateOne({ _id: 1 }, { $set: { a: new Double(1) } }), 1, 1],
    [
      'another order of fields is a modification',
      { a: { b: 1, c: 1 } },
      updateOne({ _id: 1 }, { $set: { a: { c: 1, b: 1 } } }),
      1,
      1,
    ],
    ['nothing matched', { a: 1 }, updateOne({ _id: 9 }, { $set: { a: 2 } }), 0, 0],
    ['multi counts all', { a: 1 }, many({}, { $set: { a: 2 } }), 2, 1],
    ['multi that finds nothing', { a: 1 }, many({ _id: 9 }, { $set: { a: 2 } }), 0, 0],
    [
      'two statements',
      { a: 1 },
      {
        update: COLLECTION,
        updates: [
          { q: { _id: 1 }, u: { $inc: { a: 1 } } },
          { q: { a: 2 }, u: { $set: { seen: 1 } }, multi: true },
        ],
      },
      3,
      3,
    ],
  ]),
  ...failureCases(
    UPDATE,
    [x],
    [
      ['$set of another _id', updateOne({ _id: 1 }, { $set: { _id: 2 } }), { code: 66 }],
      ['$unset of the _id', updateOne({ _id: 1 }, { $unset: { _id: '' } }), { code: 66 }],
      ['$inc of the _id', updateOne({ _id: 1 }, { $inc: { _id: 1 } }), { code: 66 }],
      ['a replacement with another _id', updateOne({ a: 1 }, { _id: 2 }), { code: 66 }],
      ['a path twice', updateOne({ _id: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }), { code: 40 }],
      ['a path and one inside it', updateOne({ _id: 1 }, { $set: { b: 1, 'b.c': 1 } }), { code: 40 }],
      [
        'a path and one inside it, in two operators',
        updateOne({ _id: 1 }, { $set: { 'b.c': 1 }, $unset: { b: '' } }),
        { code: 40 },
      ],
      ['a path through a number', updateOne({ _id: 1 }, { $set: { 'a.b': 1 } }), { code: 28 }],
      ['a path through null', updateOne({ _id: 1 }, { $set: { 'nothing.b': 1 } }), { code: 28 }],
      ['$inc of a text', updateOne({ _id: 1 }, { $inc: { s: 1 } }), { code: 14 }],
      ['$inc of null', updateOne({ _id: 1 }, { $inc: { nothing: 1 } }), { code: 14 }],
      ['$inc by a text', updateOne({ _id: 1 }, { $inc: { a: 'x' } }), { code: 14 }],
      ['operators and fields', updateOne({ _id: 1 }, { $set: { a: 2 }, b: 1 }), { code: 9 }],
      ['an operator without fields', updateOne({ _id: 1 }, { $set: 1 }), { code: 9 }],
      ['multi with a replacement', many({}, { b: 1 }), { code: 9 }],
      ['an empty batch of updates', { update: COLLECTION, updates: [] }, { code: 16, codeName: 'InvalidLength' }],
      ['an empty batch of deletes', { delete: COLLECTION, deletes: [] }, { code: 16, codeName: 'InvalidLength' }],
      ['a delete without a filter', { delete: COLLECTION, deletes: [{ limit: 0 }] }, { code: 40414 }],
      ['a delete without a limit', { delete: COLLECTION, deletes: [{ q: {} }] }, { code: 40414 }],
      [
        'a delete by null',
        { delete: COLLECTION, deletes: [{ q: null, limit: 0 }] },
        { code: 14, codeName: 'TypeMismatch' },
      ],
      [
        'an update without a filter',
        { update: COLLECTION, updates: [{ u: { $set: { a: 2 } }, multi: true }] },
        { code: 40414 },
      ],
      ['an update without an update', { update: COLLECTION, updates: [{ q: {} }] }, { code: 40414 }],
      [
        'an update by null',
        { update: COLLECTION, updates: [{ q: null, u: { $set: { a: 2 } } }] },
        { code: 14, codeName: 'TypeMismatch' },
      ],
      [
        'a statement without a filter after one in order: neither is done',
        { delete: COLLECTION, deletes: [{ q: { _id: 1 }, limit: 1 }, { limit: 0 }] },
        { code: 40414 },
      ],
      ['updates left out', { update: COLLECTION }, { code: 40414 }],
      ['a delete with limit 2', { delete: COLLECTION, deletes: [{ q: {}, limit: 2 }] }, { code: 9 }],
      [
        'upsert that is text',
        updateOne({ _id: 1 }, { $set: { a: 2 } }, { upsert: 'yes' }),
        { code: 14, codeName: 'TypeMismatch' },
      ],
      [
        'multi that is text',
        updateOne({ _id: 1 }, { $set: { a: 2 } }, { multi: 'yes' }),
        { code: 14, codeName: 'TypeMismatch' },
      ],
      [
        'ordered that is text',
        { ...updateOne({ _id: 1 }, { $set: { a: 2 } }), ordered: 'yes' },
        { code: 14, codeName: 'TypeMismatch' },
      ],
    ],
  ),
  ...failureCases(
    UPDATE,
    [{ _id: 1, a: Long.MAX_VALUE }],
    [['$inc beyond int64', updateOne({ _id: 1 }, { $inc: { a: 1 } }), { code: 2 }]],
  ),
];

const numberTypes = { i: new Int32(1), d: new Double(1), l: Long.fromNumber(1) };
const climbing = (first: number): Document[] => Array.from({ length: 300 }, (_, i) => ({ _id: i, n: first + i }));

const reaches: readonly Case[] = [
  ...updateCases(UPDATE, [
    ['numbers nobody touches keep their types', numberTypes, { $set: { seen: true } }, { ...numberTypes, seen: true }],
  ]),
  {
    title: 'an update of one changes the first that matches',
    page: UPDATE,
    documents: [{ _id: 1 }, { _id: 2, a: 1 }, { _id: 3, a: 1 }],
    steps: [{ command: updateOne({ a: 1 }, { $set: { a: 2 } }), reply: { n: 1, nModified: 1 } }],
    stored: [{ _id: 1 }, { _id: 2, a: 2 }, { _id: 3, a: 1 }],
  },
  {
    title: 'an update that moves documents within its index meets each once',
    page: UPDATE,
    documents: climbing(0),
    indexes: [{ key: { n: 1 }, name: 'n' }],
    steps: [{ command: many({ n: { $gte: 0 } }, { $inc: { n: 1_000 } }), reply: { n: 300, nModified: 300 } }],
    stored: climbing(1_000),
  },
];

const upserts: readonly Case[] = [
  ...upsertCases([
    ['takes the id of the filter', { _id: 7 }, { $set: { a: 1 } }, { _id: 7, a: 1 }],
    ['takes equalities of the filter', { _id: 7, a: 1 }, { $set: { b: 2 } }, { _id: 7, a: 1, b: 2 }],
    ['takes $eq', { _id: 7, a: { $eq: 1 } }, { $set: { b: 2 } }, { _id: 7, a: 1, b: 2 }],
    ['takes equalities within $and', { $and: [{ _id: 7 }, { a: 1 }] }, { $set: { b: 2 } }, { _id: 7, a: 1, b: 2 }],
    ['takes no other operators', { _id: 7, a: { $gt: 1 }, c: { $ne: 5 } }, { $set: { b: 2 } }, { _id: 7, b: 2 }],
    ['takes no regular expressions', { _id: 7, a: { $regex: 'x' } }, { $set: { b: 2 } }, { _id: 7, b: 2 }],
    ['takes null', { _id: 7, a: null }, { $set: { b: 2 } }, { _id: 7, a: null, b: 2 }],
    ['takes documents', { _id: 7, a: { b: 1 } }, { $set: { c: 2 } }, { _id: 7, a: { b: 1 }, c: 2 }],
    ['$setOnInsert', { _id: 7 }, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { _id: 7, a: 1, b: 2 }],
    ['$setOnInsert alone', { _id: 7 }, { $setOnInsert: { b: 2 } }, { _id: 7, b: 2 }],
    ['$inc starts from the filter', { _id: 7, n: 5 }, { $inc: { n: 1 } }, { _id: 7, n: 6 }],
    ['$inc starts from nothing', { _id: 7 }, { $inc: { n: 1 } }, { _id: 7, n: 1 }],
    ['$unset takes away what the filter gave', { _id: 7, a: 1 }, { $unset: { a: '' } }, { _id: 7 }],
    ['a replacement keeps the id of the filter', { _id: 7, a: 1 }, { b: 2 }, { _id: 7, b: 2 }],
    ['a replacement may bring the id', { a: 1 }, { _id: 7, b: 2 }, { _id: 7, b: 2 }],
    ['the update may bring the id', { a: 1 }, { $set: { _id: 7 } }, { _id: 7, a: 1 }],
  ]),
  {
    title: 'an upsert that finds something updates it',
    page: UPSERT,
    documents: [{ _id: 7, a: 1 }],
    steps: [
      {
        command: updateOne({ _id: 7 }, { $set: { a: 2 }, $setOnInsert: { b: 1 } }, { upsert: true }),
        reply: { n: 1, nModified: 1, upserted: undefined },
      },
    ],
    stored: [{ _id: 7, a: 2 }],
  },
  {
    title: 'upserts within one command say where they stand',
    page: UPDATE,
    documents: [{ _id: 1 }],
    steps: [
      {
        command: {
          update: COLLECTION,
          updates: [
            { q: { _id: 1 }, u: { $set: { a: 1 } }, upsert: true },
            { q: { _id: 2 }, u: { $set: { a: 1 } }, upsert: true },
            { q: { _id: 3 }, u: { a: 2 }, upsert: true },
          ],
        },
        reply: {
          n: 3,
          nModified: 1,
          upserted: [
            { index: 1, _id: 2 },
            { index: 2, _id: 3 },
          ],
        },
      },
    ],
    stored: [
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 2 },
    ],
  },
  ...failureCases(
    UPSERT,
    [{ _id: 1, a: 1 }],
    [
      [
        'an upsert of another id than the filter',
        updateOne({ _id: 7 }, { $set: { _id: 8 } }, { upsert: true }),
        { code: 66 },
      ],
      [
        'an upsert replacing with another id than the filter',
        updateOne({ _id: 7 }, { _id: 8 }, { upsert: true }),
        { code: 66 },
      ],
      ['an upsert into a taken id', updateOne({ _id: 1, a: 9 }, { $set: { b: 1 } }, { upsert: true }), { code: 11000 }],
      ['an upsert of an array as id', updateOne({ a: 9 }, { $set: { _id: [1] } }, { upsert: true }), { code: 53 }],
    ],
  ),
];

const inserts: readonly Case[] = [
  {
    title: 'insert',
    page: INSERT,
    steps: [{ command: insert({ _id: 1, a: 1 }, { _id: 2 }), reply: { n: 2 } }],
    stored: [{ _id: 1, a: 1 }, { _id: 2 }],
  },
  {
    title: 'the _id is stored first',
    page: 'core/document/',
    steps: [{ command: insert({ a: 1, _id: 1, b: 2 }), reply: { n: 1 } }],
    stored: [{ _id: 1, a: 1, b: 2 }],
  },
  {
    title: 'a document without an _id gets an ObjectId',
    page: 'core/document/',
    steps: [
      { command: insert({ a: 1, b: 2 }), reply: { n: 1 } },
      {
        command: find({ _id: { $gte: new ObjectId('000000000000000000000000') } }, { projection: { _id: 0 } }),
        found: [{ a: 1, b: 2 }],
      },
    ],
  },
  {
    title: 'a document as _id',
    page: 'core/document/',
    steps: [
      { command: insert({ _id: { a: 1, b: 2 } }, { _id: { b: 2, a: 1 } }), reply: { n: 2 } },
      { command: insert({ _id: { a: 1, b: 2 } }), error: { code: 11000 } },
      { command: find({ _id: { b: 2, a: 1 } }), found: [{ _id: { b: 2, a: 1 } }] },
    ],
  },
  {
    title: 'ids are equal across numeric types',
    page: 'reference/bson-type-comparison-order/',
    documents: [{ _id: 1 }],
    steps: [
      { command: insert({ _id: new Double(1) }), error: { code: 11000 } },
      { command: insert({ _id: '1' }), reply: { n: 1 } },
    ],
    stored: [{ _id: 1 }, { _id: '1' }],
  },
  {
    title: 'null is an id, once',
    page: 'core/document/',
    steps: [
      { command: insert({ _id: null }), reply: { n: 1 } },
      { command: insert({ _id: null }), error: { code: 11000 } },
    ],
    stored: [{ _id: null }],
  },
  {
    title: 'an ordered insert stops at the first error',
    page: INSERT,
    documents: [{ _id: 1 }],
    steps: [
      {
        command: bulk(true, { _id: 2 }, { _id: 1 }, { _id: 3 }, { _id: 1 }),
        reply: { n: 1 },
        writeErrors: [{ index: 1, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } }],
      },
    ],
    stored: [{ _id: 1 }, { _id: 2 }],
  },
  {
    title: 'an unordered insert goes on',
    page: INSERT,
    documents: [{ _id: 1 }],
    steps: [
      {
        command: bulk(false, { _id: 2 }, { _id: 1 }, { _id: 3 }, { _id: [4] }, { _id: 2 }),
        reply: { n: 2 },
        writeErrors: [
          { index: 1, code: 11000, keyValue: { _id: 1 } },
          { index: 3, code: 53 },
          { index: 4, code: 11000, keyValue: { _id: 2 } },
        ],
      },
    ],
    stored: [{ _id: 1 }, { _id: 2 }, { _id: 3 }],
  },
  {
    title: 'ordered updates stop at the first error',
    page: UPDATE,
    documents: [{ _id: 1, s: 'x' }],
    steps: [
      {
        command: {
          update: COLLECTION,
          updates: [
            { q: { _id: 1 }, u: { $set: { a: 1 } } },
            { q: { _id: 1 }, u: { $inc: { s: 1 } } },
            { q: { _id: 1 }, u: { $set: { b: 1 } } },
          ],
        },
        reply: { n: 1, nModified: 1 },
        writeErrors: [{ index: 1, code: 14 }],
      },
    ],
    stored: [{ _id: 1, s: 'x', a: 1 }],
  },
  {
    title: 'unordered updates go on',
    page: UPDATE,
    documents: [{ _id: 1, s: 'x' }],
    steps: [
      {
        command: {
          update: COLLECTION,
          ordered: false,
          updates: [
            { q: { _id: 1 }, u: { $inc: { s: 1 } } },
            { q: { _id: 1 }, u: { $set: { b: 1 } } },
            { q: { _id: 1 }, u: { $set: { _id: 2 } } },
          ],
        },
        reply: { n: 1, nModified: 1 },
        writeErrors: [
          { index: 0, code: 14 },
          { index: 2, code: 66 },
        ],
      },
    ],
    stored: [{ _id: 1, s: 'x', b: 1 }],
  },
  {
    title: 'unordered deletes',
    page: 'reference/command/delete/',
    documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }],
    steps: [
      {
        command: {
          delete: COLLECTION,
          ordered: false,
          deletes: [
            { q: { _id: 1 }, limit: 1 },
            { q: { _id: { $gt: 1 } }, limit: 0 },
          ],
        },
        reply: { n: 3 },
      },
    ],
    stored: [],
  },
  {
    title: 'a field may hold what names an operator elsewhere',
    page: 'core/dot-dollar-considerations/',
    steps: [{ command: insert({ _id: 1, a: '$set', b: { c: '$gt' } }), reply: { n: 1 } }],
    stored: [{ _id: 1, a: '$set', b: { c: '$gt' } }],
  },
  {
    title: 'a document of 16 MiB is stored, a longer one is not',
    page: 'reference/limits/',
    steps: [
      { command: insert({ _id: 1, text: 'x'.repeat(16 * 1024 * 1024 - 27) }), reply: { n: 1 } },
      {
        command: insert({ _id: 2, text: 'x'.repeat(16 * 1024 * 1024 - 24) }),
        writeErrors: [{ index: 0, message: 'too large' }],
      },
      { command: remove({ _id: 1 }, 1), reply: { n: 1 } },
    ],
    stored: [],
  },
  {
    title: 'an update cannot make a document longer than 16 MiB',
    page: 'reference/limits/',
    documents: [{ _id: 1, text: 'x'.repeat(9_000_000) }],
    steps: [
      {
        command: updateOne({ _id: 1 }, { $set: { more: 'x'.repeat(9_000_000) } }),
        reply: { n: 0 },
        writeErrors: [{ index: 0, message: 'arge' }],
      },
      { command: find({ more: { $exists: true } }), foundIds: [] },
    ],
  },
  {
    title: 'documents may be nested a hundred levels deep',
    page: 'reference/limits/',
    steps: [{ command: insert({ _id: 1, a: nested(98) }), reply: { n: 1 } }],
  },
  ...failureCases(
    INSERT,
    [{ _id: 1 }],
    [
      ['an array as _id', insert({ _id: [1] }), { code: 53 }],
      ['an operator within the _id', insert({ _id: { $a: 1 } }), { code: 52 }],
      ['an empty batch of inserts', { insert: COLLECTION, documents: [] }, { code: 16, codeName: 'InvalidLength' }],
      ['documents that are none', { insert: COLLECTION, documents: [1] }, { code: 14, codeName: 'TypeMismatch' }],
      ['no documents', { insert: COLLECTION, documents: 'x' }, { code: 14, codeName: 'TypeMismatch' }],
    ],
  ),
];

function nested(levels: number): object {
  let inner: object = { end: true };
  for (let level = 1; level < levels; level++) inner = { a: inner };
  return inner;
}

const FAM = 'reference/command/findAndModify/';
const fam = (options: object): object => ({ findAndModify: COLLECTION, ...options });
const three = [
  { _id: 1, n: 3 },
  { _id: 2, n: 1 },
  { _id: 3, n: 2 },
];

/** `[title, command, value, stored]` */
function famCases(rows: readonly (readonly [string, object, object | null, readonly object[]])[]): Case[] {
  return rows.map(([title, command, value, stored]) => ({
    title: `findAndModify: ${title}`,
    page: FAM,
    documents: three,
    steps: [{ command, reply: { value } }],
    stored,
  }));
}

const findAndModifies: readonly Case[] = [
  ...famCases([
    [
      'the document before',
      fam({ query: { _id: 1 }, update: { $inc: { n: 1 } } }),
      { _id: 1, n: 3 },
      [{ _id: 1, n: 4 }, ...three.slice(1)],
    ],
    [
      'the document after',
      fam({ query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true }),
      { _id: 1, n: 4 },
      [{ _id: 1, n: 4 }, ...three.slice(1)],
    ],
    [
      'the first by the sort',
      fam({ query: {}, sort: { n: 1 }, update: { $set: { n: 0 } } }),
      { _id: 2, n: 1 },
      [
        { _id: 1, n: 3 },
        { _id: 2, n: 0 },
        { _id: 3, n: 2 },
      ],
    ],
    [
      'the last by the sort',
      fam({ query: { n: { $lt: 3 } }, sort: { n: -1 }, remove: true }),
      { _id: 3, n: 2 },
      three.slice(0, 2),
    ],
    ['nothing found', fam({ query: { _id: 9 }, update: { $inc: { n: 1 } } }), null, three],
    ['nothing found to remove', fam({ query: { _id: 9 }, remove: true }), null, three],
    [
      'a removal',
      fam({ query: { _id: 2 }, remove: true }),
      { _id: 2, n: 1 },
      [
        { _id: 1, n: 3 },
        { _id: 3, n: 2 },
      ],
    ],
    [
      'an upsert has no document before',
      fam({ query: { _id: 9 }, update: { $set: { n: 9 } }, upsert: true }),
      null,
      [...three, { _id: 9, n: 9 }],
    ],
    [
      'an upsert has a document after',
      fam({ query: { _id: 9 }, update: { $inc: { n: 9 }, $setOnInsert: { m: 1 } }, upsert: true, new: true }),
      { _id: 9, m: 1, n: 9 },
      [...three, { _id: 9, m: 1, n: 9 }],
    ],
    [
      'a replacement',
      fam({ query: { _id: 1 }, update: { m: 1 }, new: true }),
      { _id: 1, m: 1 },
      [{ _id: 1, m: 1 }, ...three.slice(1)],
    ],
  ]),
  {
    title: 'findAndModify tells what it did',
    page: FAM,
    documents: three,
    steps: [
      {
        command: fam({ query: { _id: 1 }, update: { $inc: { n: 1 } } }),
        reply: { lastErrorObject: { n: 1, updatedExisting: true } },
      },
      {
        command: fam({ query: { _id: 8 }, update: { $inc: { n: 1 } } }),
        reply: { lastErrorObject: { n: 0, updatedExisting: false } },
      },
      {
        command: fam({ query: { _id: 9 }, update: { $inc: { n: 1 } }, upsert: true }),
        reply: { lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 } },
      },
      { command: fam({ query: { _id: 9 }, remove: true }), reply: { lastErrorObject: { n: 1 } } },
    ],
  },
  ...failureCases(FAM, three, [
    ['findAndModify without update and remove', fam({ query: {} }), { code: 9 }],
    ['findAndModify with update and remove', fam({ query: {}, update: {}, remove: true }), { code: 9 }],
    [
      'findAndModify that removes and wants the document after',
      fam({ query: {}, remove: true, new: true }),
      { code: 9 },
    ],
    ['findAndModify that removes and upserts', fam({ query: {}, remove: true, upsert: true }), { code: 9 }],
    [
      'findAndModify of another _id',
      fam({ query: { _id: 1 }, update: { $set: { _id: 5 } } }),
      { code: 66, codeName: 'ImmutableField' },
    ],
    [
      'findAndModify into a taken id',
      fam({ query: { _id: 1, n: 9 }, update: { $set: { a: 1 } }, upsert: true }),
      { code: 11000, codeName: 'DuplicateKey' },
    ],
  ]),
];

export const writeCases: readonly Case[] = [...updates, ...reaches, ...upserts, ...inserts, ...findAndModifies];
