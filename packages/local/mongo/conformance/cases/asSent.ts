import { COLLECTION, find, insert, remove, updateOne } from '../case.ts';
import type { Case } from '../case.ts';

const majority = { writeConcern: { w: 'majority' } };
const documents = [
  { _id: 1, n: 1, beatAt: new Date(0) },
  { _id: 2, n: 5, beatAt: new Date('2999-01-01') },
];
const isSilent = { $expr: { $lt: ['$beatAt', { $subtract: ['$$NOW', 15_000] }] } };
const since1970 = { $gte: new Date(1) };
const withOrdered = { insert: COLLECTION, ordered: true, documents: [{ _id: 3 }] };

const one = (title: string, page: string, step: Case['steps'][number], stored: Case['stored'] = documents): Case => ({
  title,
  page,
  documents,
  steps: [step],
  stored,
});

/** Shapes that no other case is about, as Muster sends them. */
export const asSentCases: readonly Case[] = [
  one('ping', 'reference/command/ping/', { command: { ping: 1 }, reply: {} }),
  one('hello', 'reference/command/hello/', {
    command: { hello: 1 },
    reply: { isWritablePrimary: true, readOnly: false },
  }),
  one('buildInfo', 'reference/command/buildInfo/', { command: { buildInfo: 1 }, reply: {} }),
  one('create of a new collection', 'reference/command/create/', {
    command: { create: 'new', ...majority },
    reply: {},
  }),
  one('an index with a write concern', 'reference/command/createIndexes/', {
    command: { createIndexes: COLLECTION, indexes: [{ key: { n: 1, 'at.x': -1 }, name: 'n' }], ...majority },
    reply: { numIndexesAfter: 2 },
  }),
  one(
    'an insert with a write concern',
    'reference/write-concern/',
    { command: { ...withOrdered, ...majority }, reply: { n: 1 } },
    [...documents, { _id: 3 }],
  ),
  one(
    'an update with a write concern',
    'reference/write-concern/',
    { command: { ...updateOne({ _id: 1 }, { $set: { n: 2 } }), ordered: true, ...majority }, reply: { n: 1 } },
    [{ ...documents[0], n: 2 }, documents[1] ?? {}],
  ),
  one(
    'a delete with a write concern',
    'reference/write-concern/',
    { command: { ...remove({ _id: 1 }, 1), ...majority }, reply: { n: 1 } },
    documents.slice(1),
  ),
  one(
    'a delete of a range',
    'reference/command/delete/',
    { command: remove({ _id: { $gte: 2, $lt: 9 } }, 0), reply: { n: 1 } },
    documents.slice(0, 1),
  ),
  one(
    'a findAndModify with a write concern',
    'reference/command/findAndModify/',
    {
      command: { findAndModify: COLLECTION, query: { _id: 1 }, remove: true, ...majority },
      reply: { lastErrorObject: { n: 1 } },
    },
    documents.slice(1),
  ),
  one('a count with a read concern', 'reference/read-concern/', {
    command: {
      aggregate: COLLECTION,
      pipeline: [{ $group: { _id: 1, n: { $sum: 1 } } }],
      cursor: {},
      readConcern: { level: 'majority' },
    },
    found: [{ _id: 1, n: 2 }],
  }),
  {
    title: '$currentDate is the time of the server',
    page: 'reference/operator/update/currentDate/',
    documents,
    steps: [
      {
        command: updateOne({ _id: 1 }, { $currentDate: { beatAt: true }, $set: { n: 2 } }),
        reply: { n: 1, nModified: 1 },
      },
      {
        command: updateOne({ _id: 3 }, { $currentDate: { beatAt: { $type: 'date' } } }, { upsert: true }),
        reply: { n: 1 },
      },
      { command: find({ beatAt: since1970 }), foundIds: [1, 2, 3] },
      { command: find({ $expr: { $lte: ['$beatAt', '$$NOW'] } }), foundIds: [1, 3] },
      { command: find(isSilent), foundIds: [] },
    ],
  },
  {
    title: 'a lease that fell silent is claimed once',
    page: 'reference/command/findAndModify/',
    documents,
    steps: [
      {
        command: {
          findAndModify: COLLECTION,
          query: { _id: 1, ...isSilent },
          update: { $inc: { n: 1 }, $currentDate: { beatAt: true } },
          fields: { n: 1 },
          new: true,
        },
        reply: { value: { _id: 1, n: 2 } },
      },
      {
        command: {
          findAndModify: COLLECTION,
          query: { _id: 1, ...isSilent },
          update: { $inc: { n: 1 }, $currentDate: { beatAt: true } },
        },
        reply: { value: null },
      },
      {
        command: { findAndModify: COLLECTION, query: { _id: 2, ...isSilent }, update: { $inc: { n: 1 } } },
        reply: { value: null },
      },
    ],
  },
  {
    title: 'a compound unique index on a path',
    page: 'core/index-unique/',
    indexes: [
      { key: { a: 1, 'file.sha256': 1 }, name: 'x' },
      { key: { a: 1, b: 1 }, name: 'y', unique: true },
    ],
    steps: [
      { command: insert({ _id: 1, a: 1, b: 1, file: { sha256: 'x' } }), reply: { n: 1 } },
      { command: insert({ _id: 2, a: 1, b: 2, file: { sha256: 'x' } }), reply: { n: 1 } },
      { command: insert({ _id: 3, a: 1, b: 2 }), error: { code: 11000 } },
      { command: find({ a: 1, 'file.sha256': 'x' }, { sort: { _id: -1 }, limit: 1 }), foundIds: [2] },
    ],
  },
];
