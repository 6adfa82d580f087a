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

const deliveries = [
  { _id: 1, state: 'pending', endpoint: 'w', dueAt: new Date(2_000), heldAt: new Date(0), claim: 0 },
  { _id: 2, state: 'pending', endpoint: 'y', dueAt: new Date(1_000), heldAt: new Date(0), claim: 0 },
  { _id: 3, state: 'pending', endpoint: 'x', dueAt: new Date(1_000), heldAt: new Date(0), claim: 0 },
  { _id: 4, state: 'pending', endpoint: 'w', dueAt: new Date(1_000), heldAt: new Date('2999-01-01'), claim: 0 },
  { _id: 5, state: 'pending', endpoint: 'w', dueAt: new Date('2998-01-01'), heldAt: new Date(0), claim: 0 },
  { _id: 6, state: 'delivered', endpoint: 'w', dueAt: new Date(1_000), heldAt: new Date(0), claim: 0 },
];
const claimDelivery = (except: readonly string[]): object => ({
  findAndModify: COLLECTION,
  query: {
    state: 'pending',
    dueAt: { $lte: new Date('2999-01-01') },
    endpoint: { $nin: except },
    $and: [{ $expr: { $lte: ['$dueAt', '$$NOW'] } }, { $expr: { $lt: ['$heldAt', { $subtract: ['$$NOW', 15_000] }] } }],
  },
  update: { $inc: { claim: 1 } },
  sort: { dueAt: 1 },
  new: true,
});

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
  one('create of a new collection', 'reference/command/create/', {
    command: { create: 'new', ...majority },
    reply: {},
  }),
  one('an index with a write concern', 'reference/command/createIndexes/', {
    command: { createIndexes: COLLECTION, indexes: [{ key: { n: 1, 'at.x': 1 }, name: 'n' }], ...majority },
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
        command: updateOne({ _id: 3 }, { $currentDate: { beatAt: true } }, { upsert: true }),
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
        },
        reply: { value: documents[0] },
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
    title: 'what is due and free is claimed, the one that waited longest first',
    page: 'reference/command/findAndModify/',
    documents: deliveries,
    indexes: [{ key: { state: 1, dueAt: 1 }, name: 'due' }],
    steps: [
      { command: claimDelivery(['x']), reply: { value: { ...deliveries[1], claim: 1 } } },
      { command: claimDelivery(['x', 'y']), reply: { value: { ...deliveries[0], claim: 1 } } },
      { command: claimDelivery(['w', 'x', 'y']), reply: { value: null } },
    ],
  },
  {
    title: 'what was given up is taken up again, all of it at once',
    page: 'reference/command/update/',
    documents: [
      { _id: 1, state: 'exhausted', at: new Date(5), tries: 9 },
      { _id: 2, state: 'disabled', at: new Date(9), tries: 9 },
      { _id: 3, state: 'delivered', at: new Date(9), tries: 1 },
      { _id: 4, state: 'disabled', at: new Date(1), tries: 9 },
    ],
    steps: [
      {
        command: updateOne(
          { state: { $in: ['exhausted', 'disabled'] }, at: { $gte: new Date(5) } },
          { $set: { state: 'pending', tries: 0 } },
          { multi: true },
        ),
        reply: { n: 2, nModified: 2 },
      },
      { command: find({ state: 'pending' }), foundIds: [1, 2] },
    ],
  },
  {
    title: 'a request is taken over once its holder fell silent and as long as it has no answer',
    page: 'reference/operator/query/expr/',
    documents: [
      { _id: 1, answer: null, beatAt: new Date(0) },
      { _id: 2, beatAt: new Date(0) },
      { _id: 3, answer: 'yes', beatAt: new Date(0) },
      { _id: 4, answer: null, beatAt: new Date('2999-01-01') },
    ],
    steps: [1, 2, 3, 4].map((_id) => ({
      command: updateOne({ _id, answer: null, ...isSilent }, { $set: { holder: 'me' } }),
      reply: { n: _id < 3 ? 1 : 0 },
    })),
  },
  {
    title: 'an update of what lies below a moment',
    page: 'reference/command/update/',
    documents,
    steps: [
      { command: updateOne({ beatAt: { $lt: new Date(1) } }, { $set: { n: 0 } }, { multi: true }), reply: { n: 1 } },
      { command: find({ n: 0 }), foundIds: [1] },
    ],
  },
  {
    title: 'what has ended is removed, what has not is not',
    page: 'reference/operator/query/ne/',
    documents: [{ _id: 1, finishedAt: null }, { _id: 2 }, { _id: 3, finishedAt: new Date(0) }],
    steps: [1, 2, 3].map((_id) => ({
      command: remove({ _id, finishedAt: { $ne: null } }, 1),
      reply: { n: _id === 3 ? 1 : 0 },
    })),
    stored: [{ _id: 1, finishedAt: null }, { _id: 2 }],
  },
  {
    title: 'what has no answer is removed, what has one is not',
    page: 'tutorial/query-for-null-fields/',
    documents: [{ _id: 1, answer: null }, { _id: 2 }, { _id: 3, answer: 'yes' }],
    steps: [1, 2, 3].map((_id) => ({ command: remove({ _id, answer: null }, 1), reply: { n: _id === 3 ? 0 : 1 } })),
    stored: [{ _id: 3, answer: 'yes' }],
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
