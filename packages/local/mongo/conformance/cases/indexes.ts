import { Double, Int32 } from 'bson';
import { COLLECTION, failureCases, find, insert, updateOne } from '../case.ts';
import type { Case, Failure } from '../case.ts';

const UNIQUE = 'core/index-unique/';
const PARTIAL = 'core/index-partial/';
const CREATE = 'reference/command/createIndexes/';
const LIST = 'reference/command/listIndexes/';

const taken: Failure = { code: 11000 };
const uniqueA = { key: { a: 1 }, name: 'a', unique: true };
const uniqueList = { key: { list: 1 }, name: 'list', unique: true };
const uniquePath = { key: { 'a.b': 1 }, name: 'ab', unique: true };
const uniqueTwo = { key: { a: 1, b: 1 }, name: 'a_b', unique: true };
const partialA = { key: { a: 1 }, name: 'a', unique: true, partialFilterExpression: { a: { $exists: true } } };

/** `[title, index, documents there, then one more, the failure or undefined]` */
function uniqueCases(
  page: string,
  rows: readonly (readonly [string, object, readonly object[], object, Failure?])[],
): Case[] {
  return rows.map(([title, index, documents, next, error]) => ({
    title,
    page,
    documents,
    indexes: [index],
    steps: [{ command: insert(next), ...(error ? { error } : { reply: { n: 1 } }) }],
    stored: error ? documents : [...documents, next],
  }));
}

const create = (...indexes: readonly object[]): object => ({ createIndexes: COLLECTION, indexes });
const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };

export const indexCases: readonly Case[] = [
  ...uniqueCases(UNIQUE, [
    ['a second of the same value', uniqueA, [{ _id: 1, a: 'x' }], { _id: 2, a: 'x' }, taken],
    ['another value', uniqueA, [{ _id: 1, a: 'x' }], { _id: 2, a: 'X' }],
    ['the same number in another type', uniqueA, [{ _id: 1, a: 1 }], { _id: 2, a: new Double(1) }, taken],
    ['a missing field is null, once', uniqueA, [{ _id: 1 }], { _id: 2 }, taken],
    ['missing and null are the same', uniqueA, [{ _id: 1 }], { _id: 2, a: null }, taken],
    ['one without the field beside others', uniqueA, [{ _id: 1, a: 1 }], { _id: 2 }],
    [
      'an element of an array that another array has',
      uniqueList,
      [{ _id: 1, list: [1, 2] }],
      { _id: 2, list: [2, 3] },
      taken,
    ],
    [
      'an element of an array that stands alone elsewhere',
      uniqueList,
      [{ _id: 1, list: 2 }],
      { _id: 2, list: [1, 2] },
      taken,
    ],
    ['the same element twice in one document', uniqueList, [{ _id: 1, list: [1] }], { _id: 2, list: [2, 2] }],
    ['arrays without a common element', uniqueList, [{ _id: 1, list: [1, 2] }], { _id: 2, list: [3, 4] }],
    ['two empty arrays', uniqueList, [{ _id: 1, list: [] }], { _id: 2, list: [] }, taken],
    ['an empty array is not null', uniqueList, [{ _id: 1, list: [] }], { _id: 2 }],
    ['documents that are equal', uniqueA, [{ _id: 1, a: { x: 1, y: 1 } }], { _id: 2, a: { x: 1, y: 1 } }, taken],
    ['documents in another order', uniqueA, [{ _id: 1, a: { x: 1, y: 1 } }], { _id: 2, a: { y: 1, x: 1 } }],
    ['a path', uniquePath, [{ _id: 1, a: { b: 1 } }], { _id: 2, a: { b: 1, c: 2 } }, taken],
    ['a path through an array', uniquePath, [{ _id: 1, a: [{ b: 1 }, { b: 2 }] }], { _id: 2, a: { b: 2 } }, taken],
    ['a path that leads nowhere is null, once', uniquePath, [{ _id: 1, a: 5 }], { _id: 2 }, taken],
    ['both fields of a compound key', uniqueTwo, [{ _id: 1, a: 1, b: 1 }], { _id: 2, a: 1, b: 1 }, taken],
    ['one field of a compound key', uniqueTwo, [{ _id: 1, a: 1, b: 1 }], { _id: 2, a: 1, b: 2 }],
    ['a compound key with one field missing', uniqueTwo, [{ _id: 1, a: 1 }], { _id: 2, a: 1, b: null }, taken],
  ]),
  ...uniqueCases(PARTIAL, [
    ['documents without the field are not in it', partialA, [{ _id: 1 }], { _id: 2 }],
    ['null exists', partialA, [{ _id: 1, a: null }], { _id: 2, a: null }, taken],
    ['null beside documents without the field', partialA, [{ _id: 1 }, { _id: 2 }], { _id: 3, a: null }],
    ['values are unique', partialA, [{ _id: 1, a: 1 }], { _id: 2, a: 1 }, taken],
    [
      'a partial index by another field',
      { key: { a: 1 }, name: 'p', unique: true, partialFilterExpression: { b: { $exists: true } } },
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 1, b: 1 },
      ],
      { _id: 3, a: 1 },
    ],
    [
      'a partial index by another field that exists',
      { key: { a: 1 }, name: 'p', unique: true, partialFilterExpression: { b: { $exists: true } } },
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 1, b: 1 },
      ],
      { _id: 3, a: 1, b: 2 },
      taken,
    ],
  ]),
  {
    title: 'a partial index does not hide documents',
    page: PARTIAL,
    documents: [{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3, a: null }],
    indexes: [{ key: { a: 1 }, name: 'a', partialFilterExpression: { a: { $exists: true } } }],
    steps: [
      { command: find({ a: null }), foundIds: [2, 3] },
      { command: find({ a: { $exists: false } }), foundIds: [2] },
      { command: find({ a: { $exists: true } }), foundIds: [1, 3] },
      { command: find({ a: { $gte: 0 } }), foundIds: [1] },
      { command: find({}, { sort: { a: 1, _id: 1 } }), found: [{ _id: 2 }, { _id: 3, a: null }, { _id: 1, a: 1 }] },
    ],
  },
  {
    title: 'a document enters and leaves a partial index',
    page: PARTIAL,
    documents: [{ _id: 1, a: 1 }, { _id: 2 }],
    indexes: [partialA],
    steps: [
      { command: updateOne({ _id: 2 }, { $set: { a: 1 } }), error: taken },
      { command: updateOne({ _id: 1 }, { $unset: { a: '' } }), reply: { n: 1 } },
      { command: updateOne({ _id: 2 }, { $set: { a: 1 } }), reply: { n: 1 } },
      { command: find({ a: 1 }), foundIds: [2] },
    ],
  },
  {
    title: 'an update into a taken key changes nothing',
    page: UNIQUE,
    documents: [
      { _id: 1, a: 'x' },
      { _id: 2, a: 'y' },
    ],
    indexes: [uniqueA],
    steps: [{ command: updateOne({ _id: 2 }, { $set: { a: 'x', b: 1 } }), error: taken }],
    stored: [
      { _id: 1, a: 'x' },
      { _id: 2, a: 'y' },
    ],
  },
  {
    title: 'an update to its own key is none of a duplicate',
    page: UNIQUE,
    documents: [{ _id: 1, a: 'x' }],
    indexes: [uniqueA],
    steps: [{ command: updateOne({ _id: 1 }, { $set: { a: 'x', b: 1 } }), reply: { n: 1, nModified: 1 } }],
    stored: [{ _id: 1, a: 'x', b: 1 }],
  },
  {
    title: 'a removed document frees its key',
    page: UNIQUE,
    documents: [{ _id: 1, a: 'x' }],
    indexes: [uniqueA],
    steps: [
      { command: { delete: COLLECTION, deletes: [{ q: { a: 'x' }, limit: 1 }] }, reply: { n: 1 } },
      { command: insert({ _id: 2, a: 'x' }), reply: { n: 1 } },
    ],
    stored: [{ _id: 2, a: 'x' }],
  },
  {
    title: 'a duplicate says of which index and which value',
    page: UNIQUE,
    documents: [{ _id: 1, a: 1, b: 'x' }],
    indexes: [uniqueTwo],
    steps: [
      {
        command: { findAndModify: COLLECTION, query: { _id: 2 }, update: { $set: { a: 1, b: 'x' } }, upsert: true },
        error: {
          code: 11000,
          codeName: 'DuplicateKey',
          keyPattern: { a: 1, b: 1 },
          keyValue: { a: 1, b: 'x' },
          message: 'index: a_b dup key: { a: 1, b: "x" }',
        },
      },
    ],
    stored: [{ _id: 1, a: 1, b: 'x' }],
  },
  {
    title: 'a duplicate of an _id says so, in BSON of its own type',
    page: UNIQUE,
    documents: [{ _id: 'x' }],
    steps: [
      {
        command: insert({ _id: 'x' }),
        reply: { n: 0 },
        error: {
          index: 0,
          code: 11000,
          keyPattern: { _id: 1 },
          keyValue: { _id: 'x' },
          message: 'index: _id_ dup key: { _id: "x" }',
        },
      },
    ],
  },
  {
    title: 'a duplicate element of an array is the one that is named',
    page: UNIQUE,
    documents: [{ _id: 1, list: [1, 2] }],
    indexes: [uniqueList],
    steps: [
      {
        command: insert({ _id: 2, list: [7, 2, 9] }),
        error: { code: 11000, keyPattern: { list: 1 }, keyValue: { list: 2 }, message: 'dup key: { list: 2 }' },
      },
    ],
  },
  {
    title: 'a duplicate of what is missing is null',
    page: UNIQUE,
    documents: [{ _id: 1, a: 1, c: 1 }],
    indexes: [uniqueTwo],
    steps: [{ command: insert({ _id: 2, a: 1 }), error: { code: 11000, keyValue: { a: 1, b: null } } }],
  },
  {
    title: 'a duplicate on a path names the path',
    page: UNIQUE,
    documents: [{ _id: 1, a: { b: 'x' } }],
    indexes: [uniquePath],
    steps: [
      {
        command: updateOne({ _id: 2 }, { $set: { 'a.b': 'x' } }, { upsert: true }),
        error: { index: 0, code: 11000, keyPattern: { 'a.b': 1 }, keyValue: { 'a.b': 'x' } },
      },
    ],
  },
  {
    title: 'an index is built over what is there',
    page: CREATE,
    documents: [{ _id: 1, a: 2 }, { _id: 2, a: [1, 3] }, { _id: 3 }],
    steps: [
      {
        command: create({ key: { a: 1 }, name: 'a' }),
        reply: { numIndexesBefore: 1, numIndexesAfter: 2, createdCollectionAutomatically: false },
      },
      { command: find({ a: { $gte: 2 } }), foundIds: [1, 2] },
      { command: find({}, { sort: { a: -1 }, projection: { _id: 1 } }), found: [{ _id: 2 }, { _id: 1 }, { _id: 3 }] },
    ],
  },
  {
    title: 'a unique index cannot be built over duplicates',
    page: UNIQUE,
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ],
    steps: [
      { command: create(uniqueA), error: { code: 11000, codeName: 'DuplicateKey' } },
      { command: { listIndexes: COLLECTION }, found: [idIndex] },
    ],
  },
  {
    title: 'several indexes at once, listed as they were made',
    page: LIST,
    documents: [{ _id: 1 }],
    steps: [
      {
        command: create(
          uniqueA,
          { key: { b: 1, c: 1 }, name: 'b_c' },
          { key: { d: 1 }, name: 'd', partialFilterExpression: { d: { $exists: true } } },
        ),
        reply: { numIndexesBefore: 1, numIndexesAfter: 4 },
      },
      {
        command: { listIndexes: COLLECTION, cursor: {} },
        found: [
          idIndex,
          { v: 2, key: { a: 1 }, name: 'a', unique: true },
          { v: 2, key: { b: 1, c: 1 }, name: 'b_c' },
          { v: 2, key: { d: 1 }, name: 'd', partialFilterExpression: { d: { $exists: true } } },
        ],
      },
    ],
  },
  {
    title: 'the same index again is nothing',
    page: CREATE,
    documents: [{ _id: 1 }],
    indexes: [uniqueA],
    steps: [
      {
        command: create(uniqueA),
        reply: { numIndexesBefore: 2, numIndexesAfter: 2, note: 'all indexes already exist' },
      },
    ],
  },
  {
    title: 'the index on _id may be asked for',
    page: CREATE,
    documents: [{ _id: 1 }],
    steps: [{ command: create({ key: { _id: 1 }, name: '_id_' }), reply: { numIndexesBefore: 1, numIndexesAfter: 1 } }],
  },
  {
    title: 'an index on a new collection creates it',
    page: CREATE,
    steps: [
      {
        command: { createIndexes: 'new', indexes: [uniqueA] },
        reply: { createdCollectionAutomatically: true, numIndexesBefore: 1, numIndexesAfter: 2 },
      },
      { command: { listIndexes: 'new' }, found: [idIndex, { v: 2, ...uniqueA }] },
    ],
  },
  {
    title: 'a compound index with an array',
    page: 'core/indexes/index-types/index-multikey/',
    documents: [
      { _id: 1, a: 1, list: [3, 1] },
      { _id: 2, a: 1, list: 2 },
      { _id: 3, a: 2, list: [1] },
    ],
    indexes: [{ key: { a: 1, list: 1 }, name: 'x' }],
    steps: [
      { command: find({ a: 1, list: { $gte: 2 } }), foundIds: [1, 2] },
      { command: find({ a: 1, list: 1 }), foundIds: [1] },
      { command: find({ a: { $gte: 1 }, list: { $gt: 1, $lt: 3 } }), foundIds: [1, 2] },
      { command: find({ a: 1 }, { sort: { list: 1 }, projection: { _id: 1 } }), found: [{ _id: 1 }, { _id: 2 }] },
    ],
  },
  ...failureCases(
    'core/indexes/index-types/index-multikey/',
    [{ _id: 1 }],
    [['two arrays in one index', insert({ _id: 2, a: [1], b: [2] }), { code: 171 }]],
    { indexes: [{ key: { a: 1, b: 1 }, name: 'ab' }] },
  ),
  ...failureCases(
    CREATE,
    [{ _id: 1 }],
    [
      ['no indexes', create(), { code: 2, codeName: 'BadValue' }],
      [
        'another index of the same name',
        create({ key: { z: 1 }, name: 'a' }),
        { code: 86, codeName: 'IndexKeySpecsConflict' },
      ],
      [
        'the same index with another name',
        create({ ...uniqueA, name: 'other' }),
        { code: 85, codeName: 'IndexOptionsConflict' },
      ],
      [
        'an index with other options of the same name',
        create({ key: { a: 1 }, name: 'a' }),
        { code: 86, codeName: 'IndexKeySpecsConflict' },
      ],
      ['an index without keys', create({ key: {}, name: 'none' }), { code: 67, codeName: 'CannotCreateIndex' }],
      ['an index without a name', create({ key: { q: 1 } }), { code: 9, codeName: 'FailedToParse' }],
      ['an index that is none', create('x' as unknown as object), { code: 14, codeName: 'TypeMismatch' }],
    ],
    { indexes: [uniqueA] },
  ),
  ...failureCases(
    LIST,
    [{ _id: 1 }],
    [['listIndexes of nothing', { listIndexes: 'nothing' }, { code: 26, codeName: 'NamespaceNotFound' }]],
  ),
  {
    title: 'create of what exists, with the same options, is nothing',
    page: 'reference/command/create/',
    documents: [{ _id: 1 }],
    steps: [{ command: { create: COLLECTION }, reply: { ok: new Double(1) } }],
    stored: [{ _id: 1 }],
  },
  {
    title: 'dropDatabase leaves nothing',
    page: 'reference/command/dropDatabase/',
    documents: [{ _id: 1 }],
    indexes: [uniqueA],
    steps: [
      { command: { dropDatabase: new Int32(1) }, reply: { ok: new Double(1) } },
      { command: find({}), found: [] },
      { command: { listIndexes: COLLECTION }, error: { code: 26 } },
    ],
  },
];
