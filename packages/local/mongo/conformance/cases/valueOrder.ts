import { Binary, Double, Int32, Long, ObjectId, UUID } from 'bson';
import { COLLECTION, filterCases } from '../case.ts';
import type { Case } from '../case.ts';

const PAGE = 'reference/bson-type-comparison-order/';

/** One value a line, each after the one before it in BSON's order, across all types that can be stored. */
const ASCENDING: readonly unknown[] = [
  null,
  new Double(NaN),
  new Double(-Infinity),
  Long.MIN_VALUE,
  new Int32(-5),
  new Double(-0.5),
  new Int32(0),
  new Double(0.5),
  new Int32(1),
  new Double(1.5),
  Long.fromString('9007199254740992'),
  Long.fromString('9007199254740993'),
  Long.MAX_VALUE,
  new Double(1e300),
  new Double(Infinity),
  '',
  '\u0000',
  'A',
  'B',
  'a',
  'a\u0000',
  'aa',
  'ä',
  '\uffee',
  '\u{1f600}',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { a: 2 },
  { b: 0 },
  { a: 'text' },
  new Binary(Buffer.from([])),
  new Binary(Buffer.from([9])),
  new Binary(Buffer.from([10])),
  new Binary(Buffer.from([1]), 5),
  new Binary(Buffer.from([1, 1])),
  new UUID('00000000-0000-4000-8000-000000000001'),
  new ObjectId('000000000000000000000000'),
  new ObjectId('64b000000000000000000001'),
  false,
  true,
  new Date(-1),
  new Date(0),
  new Date(8.64e15),
];

const documents = ASCENDING.map((v, _id) => ({ _id, v }));
const shuffled = documents.map((_, i) => documents[(i * 17) % documents.length] ?? {});
const ids = documents.map(({ _id }) => _id);

const sorted = (title: string, direction: 1 | -1, indexes: Case['indexes']): Case => ({
  title: `${title}, ${direction > 0 ? 'ascending' : 'descending'}`,
  page: PAGE,
  documents: shuffled,
  indexes: indexes ?? [],
  steps: [
    {
      command: { find: COLLECTION, sort: { v: direction }, projection: { _id: 1 } },
      found: (direction > 0 ? ids : [...ids].reverse()).map((_id) => ({ _id })),
    },
  ],
});

const byV = [{ key: { v: 1 }, name: 'v' }];

/** Every neighbouring pair for itself, so that a failure says which two are the wrong way round. */
const pairs = ASCENDING.slice(1).map((high, i): Case => {
  const low = ASCENDING[i];
  return {
    title: `value ${i} sorts before value ${i + 1} (${typeName(low)}, ${typeName(high)})`,
    page: PAGE,
    documents: [
      { _id: 'high', v: high },
      { _id: 'low', v: low },
    ],
    steps: [
      {
        command: { find: COLLECTION, sort: { v: 1 }, projection: { _id: 1 } },
        found: [{ _id: 'low' }, { _id: 'high' }],
      },
      { command: { find: COLLECTION, filter: { v: high } }, foundIds: ['high'] },
      { command: { find: COLLECTION, filter: { v: low } }, foundIds: ['low'] },
      { command: { find: COLLECTION, filter: { v: { $ne: low } } }, foundIds: ['high'] },
    ],
  };
});

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? value.constructor.name : typeof value;
}

const one = [
  { _id: 'int', v: new Int32(1) },
  { _id: 'long', v: Long.fromNumber(1) },
  { _id: 'double', v: new Double(1) },
  { _id: 'other', v: new Double(1.0000001) },
];
const big = [
  { _id: 'even', v: Long.fromString('9007199254740992') },
  { _id: 'odd', v: Long.fromString('9007199254740993') },
  { _id: 'double', v: new Double(9007199254740992) },
];

export const valueOrderCases: readonly Case[] = [
  sorted('all types without an index', 1, []),
  sorted('all types without an index', -1, []),
  sorted('all types by an index', 1, byV),
  sorted('all types by an index', -1, byV),
  ...pairs,
  ...filterCases(PAGE, one, [
    ['Int32 1 equals Long 1 and Double 1', { v: new Int32(1) }, ['int', 'long', 'double']],
    ['Long 1 equals Int32 1 and Double 1', { v: Long.fromNumber(1) }, ['int', 'long', 'double']],
    ['Double 1 equals Int32 1 and Long 1', { v: new Double(1) }, ['int', 'long', 'double']],
    ['$in compares numbers by value', { v: { $in: [Long.fromNumber(1)] } }, ['int', 'long', 'double']],
    ['$gt compares numbers by value', { v: { $gt: new Int32(1) } }, ['other']],
    ['$ne compares numbers by value', { v: { $ne: new Double(1) } }, ['other']],
  ]),
  ...filterCases(PAGE, one, [['an index calls 1 and 1.0 equal', { v: new Double(1) }, ['int', 'long', 'double']]], byV),
  ...filterCases(PAGE, big, [
    ['a Long beyond 2^53 is exact', { v: Long.fromString('9007199254740993') }, ['odd']],
    ['a Double of 2^53 equals the Long', { v: new Double(9007199254740992) }, ['even', 'double']],
    ['$gt of a Double of 2^53 finds the next Long', { v: { $gt: new Double(9007199254740992) } }, ['odd']],
    ['$lt of an odd Long beyond 2^53', { v: { $lt: Long.fromString('9007199254740993') } }, ['even', 'double']],
  ]),
  ...filterCases(
    PAGE,
    [
      { _id: 'zero', v: new Double(0) },
      { _id: 'minus', v: new Double(-0) },
      { _id: 'nan', v: new Double(NaN) },
    ],
    [
      ['0 equals -0', { v: 0 }, ['zero', 'minus']],
      ['NaN equals NaN', { v: new Double(NaN) }, ['nan']],
      ['NaN is not less than a number', { v: { $lt: 1 } }, ['zero', 'minus']],
      ['no number is greater than NaN', { v: { $gt: new Double(NaN) } }, []],
      ['$gte NaN finds NaN', { v: { $gte: new Double(NaN) } }, ['nan']],
    ],
  ),
];
