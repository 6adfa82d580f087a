import { Decimal128, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { COLLECTION, failureCases, find, insert, updateOne } from '../case.ts';
import type { Case, Failure } from '../case.ts';

const documents = [{ _id: 1, a: [1, 2], n: 1 }];
/** The refusal of an option, by its name. */
const option = (command: string, name: string): Failure => ({
  code: 72,
  codeName: 'InvalidOptions',
  message: `option ${name} of command ${command} is not supported`,
});
const other = (what: string): Failure => ({
  code: 115,
  codeName: 'CommandNotSupported',
  message: `${what} is not supported`,
});
const group = { $group: { _id: null, n: { $sum: 1 } } };
const run = (...pipeline: readonly object[]): object => ({ aggregate: COLLECTION, pipeline, cursor: {} });
const index = (spec: object): object => ({
  createIndexes: COLLECTION,
  indexes: [{ key: { q: 1 }, name: 'q', ...spec }],
});

/** What MongoDB can and the embedded server cannot, it must say so: by name, and without doing half of it. */
export const refusalCases: readonly Case[] = failureCases(
  'reference/command/',
  documents,
  [
    ...[
      'explain',
      'mapReduce',
      'collMod',
      'drop',
      'dropIndexes',
      'distinct',
      'count',
      'bulkWrite',
      'renameCollection',
      'listCollections',
      'listDatabases',
      'serverStatus',
      'currentOp',
      'saslStart',
      'buildInfo',
    ].map(
      (name) =>
        [
          `command ${name}`,
          { [name]: COLLECTION },
          { code: 59, codeName: 'CommandNotFound', message: `'${name}'` },
        ] as const,
    ),
    ...[
      'hint',
      'collation',
      'min',
      'max',
      'returnKey',
      'showRecordId',
      'tailable',
      'awaitData',
      'noCursorTimeout',
      'allowDiskUse',
      'let',
      'allowPartialResults',
      'oplogReplay',
      'comment',
    ].map((name) => [`find with ${name}`, find({}, { [name]: 1 }), option('find', name)] as const),
    ...['bypassDocumentValidation', 'let'].map(
      (name) => [`insert with ${name}`, { ...insert({ _id: 2 }), [name]: true }, option('insert', name)] as const,
    ),
    ...['arrayFilters', 'hint', 'collation', 'c', 'sort'].map(
      (name) =>
        [
          `update with ${name}`,
          updateOne({ _id: 1 }, { $set: { a: 1 } }, { [name]: [] }),
          option('update', name),
        ] as const,
    ),
    ...['hint', 'collation'].map(
      (name) =>
        [
          `delete with ${name}`,
          { delete: COLLECTION, deletes: [{ q: {}, limit: 0, [name]: 1 }] },
          option('delete', name),
        ] as const,
    ),
    ...['arrayFilters', 'hint', 'collation', 'let', 'bypassDocumentValidation', 'fields'].map(
      (name) =>
        [
          `findAndModify with ${name}`,
          { findAndModify: COLLECTION, query: {}, update: { $set: { n: 2 } }, [name]: 1 },
          option('findAndModify', name),
        ] as const,
    ),
    ...['explain', 'allowDiskUse', 'hint', 'collation', 'let'].map(
      (name) => [`aggregate with ${name}`, { ...run(group), [name]: 1 }, option('aggregate', name)] as const,
    ),
    ...['capped', 'size', 'validator', 'timeseries', 'viewOn', 'collation', 'expireAfterSeconds'].map(
      (name) => [`create with ${name}`, { create: 'new', [name]: 1 }, option('create', name)] as const,
    ),
    ...['sparse', 'expireAfterSeconds', 'hidden', 'collation', 'weights', 'wildcardProjection'].map(
      (name) => [`an index with ${name}`, index({ [name]: 1 }), option('createIndexes', name)] as const,
    ),
    ...['text', 'hashed', '2dsphere', '2d'].map(
      (kind) => [`a ${kind} index`, index({ key: { q: kind } }), other(`an index of kind "${kind}"`)] as const,
    ),
    ['a descending index', index({ key: { q: -1 } }), other('an index of kind -1')],
    ['a wildcard index', index({ key: { '$**': 1 } }), other("an index on '$**'")],
    ['an index on an element', index({ key: { 'a.0': 1 } }), other("an index on 'a.0'")],
    [
      'a partial index by a comparison',
      index({ partialFilterExpression: { n: { $gt: 1 } } }),
      other('a partial index by anything but {$exists: true}'),
    ],
    ['createIndexes with commitQuorum', { ...index({}), commitQuorum: 1 }, option('createIndexes', 'commitQuorum')],
    ...['$type', '$mod', '$all', '$size', '$near', '$geoWithin', '$bitsAllSet', '$nor'].map(
      (name) => [`filter operator ${name}`, find({ a: { [name]: 1 } }), other(`filter operator ${name}`)] as const,
    ),
    ...['$where', '$text', '$nor', '$jsonSchema', '$sampleRate', '$comment'].map(
      (name) => [`filter by ${name}`, find({ [name]: 1 }), other(`filter operator ${name}`)] as const,
    ),
    ['filter by a BSON regular expression', find({ a: /x/ }), other('BSON type 0x0b')],
    ...['m', 's', 'x', 'u'].map(
      (flag) =>
        [
          `regular expression option ${flag}`,
          find({ a: { $regex: 'a', $options: `i${flag}` } }),
          other(`regular expression option ${flag}`),
        ] as const,
    ),
    ...['b$', 'a.b', 'ab*', 'a|b', '[ab]', 'a{2}', '(?i)a', '\\d', '\\Aa', 'a^'].map(
      (pattern) =>
        [
          `regular expression ${pattern}`,
          find({ a: { $regex: pattern } }),
          other(`regular expression ${pattern}`),
        ] as const,
    ),
    [
      '$subtract of numbers',
      find({ $expr: { $lt: [{ $subtract: ['$n', 1] }, 1] } }),
      other('$subtract of int from int'),
    ],
    [
      '$subtract of a fraction',
      find({ $expr: { $lt: [{ $subtract: ['$$NOW', 0.5] }, 1] } }),
      other('$subtract of double from date'),
    ],
    ['an expression on half a path', find({ $expr: { $lt: ['$a.', 1] } }), other("path 'a.' in an expression")],
    ['$group by half a path', run({ $group: { _id: '$', n: { $sum: 1 } } }), other("path '' in an expression")],
    ...['$add', '$eq', '$cond', '$dateAdd', '$and', '$literal'].map(
      (name) => [`expression ${name}`, find({ $expr: { [name]: ['$n', 1] } }), other(`expression ${name}`)] as const,
    ),
    ['variable $$ROOT', find({ $expr: { $lt: ['$$ROOT', 1] } }), other('variable $$ROOT')],
    ['an expression on an array element', find({ $expr: { $lt: ['$a.0', 1] } }), other("path 'a.0' in an expression")],
    [
      'an array on the way of an expression',
      { ...run({ $match: { $expr: { $lt: ['$a.b', 1] } } }, group) },
      other("an array on the way of 'a.b' in an expression"),
    ],
    ...['$push', '$pull', '$addToSet', '$pop', '$min', '$max', '$mul', '$rename', '$bit', '$unknown'].map(
      (name) =>
        [
          `update operator ${name}`,
          updateOne({ _id: 1 }, { [name]: { n: 1 } }),
          other(`update operator ${name}`),
        ] as const,
    ),
    ['an update pipeline', updateOne({ _id: 1 }, [{ $set: { n: 2 } }]), other('an update pipeline')],
    ['a positional update', updateOne({ a: 1 }, { $set: { 'a.$': 2 } }), other("update path 'a.$'")],
    ['an update of all elements', updateOne({ _id: 1 }, { $set: { 'a.$[]': 2 } }), other("update path 'a.$[]'")],
    ['an update of filtered elements', updateOne({ _id: 1 }, { $set: { 'a.$[x]': 2 } }), other("update path 'a.$[x]'")],
    ['an update of an element', updateOne({ _id: 1 }, { $set: { 'a.0': 2 } }), other("update path 'a.0'")],
    [
      'an update through an array',
      updateOne({ _id: 1 }, { $set: { 'a.b': 2 } }),
      other("updating inside an array ('a.b')"),
    ],
    [
      '$currentDate as a timestamp',
      updateOne({ _id: 1 }, { $currentDate: { at: { $type: 'timestamp' } } }),
      other('$currentDate of { $type: "timestamp" }'),
    ],
    [
      '$currentDate of a word',
      updateOne({ _id: 1 }, { $currentDate: { at: 'date' } }),
      other('$currentDate of "date"'),
    ],
    [
      'an upsert by the same field twice',
      updateOne({ $and: [{ x: 1 }, { x: 2 }] }, { $set: { n: 1 } }, { upsert: true }),
      other("an upsert that names 'x' twice"),
    ],
    [
      'an upsert by a path',
      updateOne({ _id: 9, 'x.y': 1 }, { $set: { n: 1 } }, { upsert: true }),
      other("an upsert by the nested field 'x.y'"),
    ],
    [
      'an upsert by $or',
      updateOne({ $or: [{ _id: 9 }] }, { $set: { n: 1 } }, { upsert: true }),
      other('an upsert by $or'),
    ],
    [
      'an upsert by $in of one',
      updateOne({ _id: { $in: [9] } }, { $set: { n: 1 } }, { upsert: true }),
      other('an upsert by $in of one value'),
    ],
    ...[
      '$lookup',
      '$project',
      '$sort',
      '$unwind',
      '$facet',
      '$out',
      '$merge',
      '$changeStream',
      '$count',
      '$set',
      '$skip',
      '$limit',
    ].map((name) => [`stage ${name}`, run({ [name]: {} }, group), other(`pipeline stage ${name} here`)] as const),
    ['a stage after $group', run(group, { $match: {} }), other('pipeline stage $match here')],
    ['a pipeline without $group', run({ $match: {} }), other('a pipeline without $group')],
    [
      '$group by an expression',
      run({ $group: { _id: { x: '$n' }, n: { $sum: 1 } } }),
      other('$group by an expression'),
    ],
    ['$group by an array', run({ $group: { _id: ['$n'], n: { $sum: 1 } } }), other('$group by an expression')],
    ['$group by a variable', run({ $group: { _id: '$$ROOT', n: { $sum: 1 } } }), other('$group by an expression')],
    ['$sum of a field', run({ $group: { _id: null, n: { $sum: '$n' } } }), other('any accumulator but {$sum: 1}')],
    ['accumulator $max', run({ $group: { _id: null, n: { $max: 1 } } }), other('any accumulator but {$sum: 1}')],
    ['sort by $natural', find({}, { sort: { $natural: 1 } }), other("sort by '$natural'")],
    ['sort by an element', find({}, { sort: { 'a.0': 1 } }), other("sort by 'a.0'")],
    ['projection $slice', find({}, { projection: { a: { $slice: 1 } } }), other('projection of a by an expression')],
    [
      'projection $elemMatch',
      find({}, { projection: { a: { $elemMatch: { x: 1 } } } }),
      other('projection of a by an expression'),
    ],
    ['projection of a path', find({}, { projection: { 'a.x': 1 } }), other('projection a.x')],
    ['positional projection', find({ a: 1 }, { projection: { 'a.$': 1 } }), other('projection a.$')],
    ['projection of a constant', find({}, { projection: { a: 'x' } }), other('projection of a by an expression')],
    ['a Decimal128', insert({ _id: 2, d: Decimal128.fromString('1') }), other('BSON type 0x13')],
    ['a Timestamp', insert({ _id: 2, d: new Timestamp({ t: 1, i: 1 }) }), other('BSON type 0x11')],
    ['a field that begins with $', insert({ _id: 2, $a: 1 }), other('storing a field whose name begins with $')],
    ['a regular expression', insert({ _id: 2, d: /x/ }), other('BSON type 0x0b')],
    ['MinKey', insert({ _id: 2, d: new MinKey() }), other('BSON type 0xff')],
    ['MaxKey', insert({ _id: 2, d: new MaxKey() }), other('BSON type 0x7f')],
    ['a filter by a Decimal128', find({ d: Decimal128.fromString('1') }), other('BSON type 0x13')],
    ['a document 101 levels deep', insert({ _id: 2, a: deep(101) }), { code: 2, message: 'nested' }],
    [
      'readConcern linearizable',
      { ...find({}), readConcern: { level: 'linearizable' } },
      other('readConcern level "linearizable"'),
    ],
    [
      'readConcern of a moment',
      { ...find({}), readConcern: { level: 'snapshot', atClusterTime: 1 } },
      option('find', 'readConcern.atClusterTime'),
    ],
    [
      'more members than one',
      { ...insert({ _id: 2 }), writeConcern: { w: 2 } },
      { code: 100, codeName: 'UnsatisfiableWriteConcern' },
    ],
    [
      'a member to read from',
      { ...find({}), $readPreference: { mode: 'nearest' } },
      other('$readPreference "nearest"'),
    ],
    ['a time limit', { ...find({}), maxTimeMS: 1 }, option('find', 'maxTimeMS')],
    ['a cluster time', { ...find({}), $clusterTime: { x: 1 } }, option('find', '$clusterTime')],
    ['a collection with a dollar', { find: 'a$b' }, { code: 73, codeName: 'InvalidNamespace', message: '"a$b"' }],
    ['a database to be dropped twice', { dropDatabase: 2 }, { code: 2, codeName: 'BadValue' }],
    ['unique that is text', index({ unique: 'yes' }), { code: 14, codeName: 'TypeMismatch', message: 'unique' }],
    [
      'listIndexes in batches',
      { listIndexes: COLLECTION, cursor: { batchSize: 1 } },
      option('listIndexes', 'cursor.batchSize'),
    ],
    ['skip', find({}, { skip: 1 }), option('find', 'skip')],
    [
      'a collection of the system',
      { insert: 'system.users', documents: [{ _id: 1 }] },
      { code: 73, codeName: 'InvalidNamespace' },
    ],
    ['cursors of another type', { killCursors: COLLECTION, cursors: ['x'] }, { code: 14, codeName: 'TypeMismatch' }],
    [
      'getMore of another type',
      { getMore: new Int32(1), collection: COLLECTION },
      { code: 14, codeName: 'TypeMismatch' },
    ],
    [
      'a number for a flag',
      find({}, { singleBatch: 1 }),
      { code: 14, codeName: 'TypeMismatch', message: 'singleBatch' },
    ],
    [
      'a batch of more than 100,000',
      { delete: COLLECTION, deletes: Array.from({ length: 100_001 }, () => ({ q: { _id: 0 }, limit: 1 })) },
      { code: 16, codeName: 'InvalidLength' },
    ],
    ['a fraction for a number', find({}, { limit: 1.5 }), { code: 14, message: 'limit' }],
    ['an aggregate with cursor options', { ...run(group), cursor: { x: 1 } }, option('aggregate', 'cursor.x')],
    [
      'maxTimeMS of getMore',
      { getMore: Long.fromNumber(1), collection: COLLECTION, maxAwaitTimeMS: 1 },
      option('getMore', 'maxAwaitTimeMS'),
    ],
    [
      'an id beyond the key limit',
      insert({ _id: new ObjectId(), text: 'x', k: 'y'.repeat(3_000) }),
      { code: 17280, message: 'key too large to index' },
    ],
  ],
  { isRefusal: true, indexes: [{ key: { k: 1 }, name: 'k' }] },
);

function deep(levels: number): object {
  let inner: object = { end: true };
  for (let level = 1; level < levels; level++) inner = { a: inner };
  return inner;
}
