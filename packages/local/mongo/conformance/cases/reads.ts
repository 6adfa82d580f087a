import { Double, Long } from 'bson';
import type { Document } from 'bson';
import { COLLECTION, CURSOR, failureCases, find, insert, remove, updateOne } from '../case.ts';
import type { Case } from '../case.ts';

const numbers = (count: number): { _id: number }[] => Array.from({ length: count }, (_, i) => ({ _id: i + 1 }));
const five = numbers(5);

/** `[title, options of find, found]` on the same documents. */
function findCases(
  page: string,
  documents: Case['documents'],
  rows: readonly (readonly [string, object, readonly object[]])[],
  indexes: readonly Document[] = [],
): Case[] {
  return rows.map(([title, options, found]) => ({
    title,
    page,
    documents: documents ?? [],
    indexes,
    steps: [{ command: { find: COLLECTION, ...options }, found }],
  }));
}

const people = [
  { _id: 1, name: 'b', age: 30, at: { city: 'x', zip: 1 }, tags: [{ k: 1, v: 2 }, { k: 3 }, 4] },
  { _id: 2, name: 'a', age: 30, at: { city: 'y', zip: 2 }, tags: [] },
  { _id: 3, name: 'c', age: 20, at: 'nowhere', tags: 'none' },
];
const ties = Array.from({ length: 12 }, (_, i) => ({ _id: i, group: i % 3, text: `t${i}` }));
const byGroup = [...ties].sort((a, b) => a.group - b.group || a._id - b._id);
const arraysToSort = [
  { _id: 'a', v: [1, 9] },
  { _id: 'b', v: [2, 3] },
  { _id: 'c', v: [] },
  { _id: 'd', v: 5 },
  { _id: 'e' },
];
const ids = (...list: unknown[]): { _id: unknown }[] => list.map((_id) => ({ _id }));

const cursorPage = 'reference/command/getMore/';
const more = { getMore: CURSOR, collection: COLLECTION };

export const readCases: readonly Case[] = [
  ...findCases('reference/method/cursor.limit/', five, [
    ['limit ends early', { limit: 2 }, ids(1, 2)],
    ['limit 0 is no limit', { limit: 0 }, five],
    ['a sort comes before the limit', { sort: { _id: -1 }, limit: 2 }, ids(5, 4)],
    ['a limit may be a Long', { limit: Long.fromNumber(2) }, ids(1, 2)],
    ['a limit may be a Double', { limit: new Double(2) }, ids(1, 2)],
    ['natural order is the order of insertion', {}, five],
    ['singleBatch', { limit: 1, singleBatch: true }, ids(1)],
    ['readConcern', { readConcern: { level: 'majority' }, limit: 1 }, ids(1)],
  ]),
  ...findCases('reference/method/cursor.sort/', people, [
    ['by one field', { sort: { name: 1 }, projection: { _id: 1 } }, ids(2, 1, 3)],
    ['by two fields', { sort: { age: 1, name: 1 }, projection: { _id: 1 } }, ids(3, 2, 1)],
    ['in two directions', { sort: { age: -1, name: -1 }, projection: { _id: 1 } }, ids(1, 2, 3)],
    ['by a path', { sort: { 'at.zip': -1 }, projection: { _id: 1 } }, ids(2, 1, 3)],
    ['by a field nobody has, and the id', { sort: { none: 1, _id: -1 }, projection: { _id: 1 } }, ids(3, 2, 1)],
  ]),
  ...findCases('reference/method/cursor.sort/', [...ties].reverse(), [
    ['ties are broken by the next field', { sort: { group: 1, _id: 1 } }, byGroup],
    ['ties within a limit', { sort: { group: 1, _id: 1 }, limit: 5 }, byGroup.slice(0, 5)],
    [
      'ties between pages',
      { filter: { $or: [{ group: { $gt: 1 } }, { group: 1, _id: { $gt: 4 } }] }, sort: { group: 1, _id: 1 }, limit: 5 },
      byGroup.filter((d) => d.group > 1 || (d.group === 1 && d._id > 4)).slice(0, 5),
    ],
  ]),
  ...findCases(
    'reference/method/cursor.sort/',
    [...ties].reverse(),
    [
      ['an index breaks ties alike', { sort: { group: 1, _id: 1 } }, byGroup],
      ['an index walked backwards', { sort: { group: -1, _id: -1 } }, [...byGroup].reverse()],
      [
        'a filter on the first field',
        { filter: { group: 1 }, sort: { _id: -1 } },
        byGroup.filter((d) => d.group === 1).reverse(),
      ],
      [
        '$in on the first field',
        { filter: { group: { $in: [2, 0] } }, sort: { group: 1, _id: 1 } },
        byGroup.filter((d) => d.group !== 1),
      ],
    ],
    [{ key: { group: 1, _id: 1 }, name: 'group' }],
  ),
  ...findCases('reference/bson-type-comparison-order/', arraysToSort, [
    [
      'ascending, the smallest element of an array counts',
      { sort: { v: 1 }, projection: { _id: 1 } },
      ids('c', 'e', 'a', 'b', 'd'),
    ],
    ['descending, the largest', { sort: { v: -1 }, projection: { _id: 1 } }, ids('a', 'd', 'b', 'e', 'c')],
  ]),
  ...findCases(
    'reference/bson-type-comparison-order/',
    arraysToSort,
    [['arrays by an index', { sort: { v: 1 }, projection: { _id: 1 } }, ids('c', 'e', 'a', 'b', 'd')]],
    [{ key: { v: 1 }, name: 'v' }],
  ),
  ...findCases('reference/method/db.collection.find/', people.slice(0, 1), [
    ['inclusion takes the id along', { projection: { name: 1 } }, [{ _id: 1, name: 'b' }]],
    ['inclusion without the id', { projection: { name: 1, _id: 0 } }, [{ name: 'b' }]],
    ['the id alone', { projection: { _id: 1 } }, ids(1)],
    ['exclusion of the id alone', { projection: { _id: 0, tags: 0, at: 0 } }, [{ name: 'b', age: 30 }]],
    ['exclusion', { projection: { tags: 0, at: 0 } }, [{ _id: 1, name: 'b', age: 30 }]],
    ['inclusion by true', { projection: { age: true } }, [{ _id: 1, age: 30 }]],
    ['exclusion by false', { projection: { tags: false, at: false, name: false } }, [{ _id: 1, age: 30 }]],
    ['fields keep the order of the document', { projection: { age: 1, name: 1 } }, [{ _id: 1, name: 'b', age: 30 }]],
    ['a field that is not there', { projection: { none: 1 } }, ids(1)],
    ['an empty projection', { projection: {} }, people.slice(0, 1)],
  ]),
  ...failureCases('reference/command/find/', five, [
    ['a negative limit', find({}, { limit: -1 }), { code: 51024 }],
    ['a negative batchSize', find({}, { batchSize: -1 }), { code: 51024 }],
    ['a limit that is text', find({}, { limit: 'x' }), { code: 14, codeName: 'TypeMismatch' }],
    ['a sort that is text', find({}, { sort: 'x' }), { code: 14, codeName: 'TypeMismatch' }],
    ['a projection that is text', find({}, { projection: 'x' }), { code: 14, codeName: 'TypeMismatch' }],
    ['singleBatch that is text', find({}, { singleBatch: 'x' }), { code: 14, codeName: 'TypeMismatch' }],
    ['a collection without a name', { find: '', filter: {} }, { code: 73, codeName: 'InvalidNamespace' }],
    ['inclusion and exclusion at once', find({}, { projection: { a: 1, b: 0 } }), { code: 31254 }],
    ['exclusion and inclusion at once', find({}, { projection: { a: 0, b: 1 } }), { code: 31253 }],
    ['a sort that is null', find({}, { sort: null }), { code: 14, codeName: 'TypeMismatch' }],
    ['a readConcern that is text', find({}, { readConcern: 'local' }), { code: 14, codeName: 'TypeMismatch' }],
  ]),
  {
    title: 'a collection that does not exist is empty',
    page: 'reference/command/find/',
    steps: [{ command: { find: 'nothing' }, found: [] }],
  },
  {
    title: 'the first batch has 101 documents, and getMore the rest',
    page: 'tutorial/iterate-a-cursor/',
    documents: numbers(150),
    steps: [
      { command: find({}), found: numbers(101), keepsCursor: true },
      { command: more, found: numbers(150).slice(101) },
      { command: more, error: { code: 43, codeName: 'CursorNotFound' } },
    ],
  },
  {
    title: 'batches are as long as asked for',
    page: cursorPage,
    documents: five,
    steps: [
      { command: find({}, { batchSize: 2 }), found: ids(1, 2), keepsCursor: true },
      { command: { ...more, batchSize: 1 }, found: ids(3) },
      { command: { ...more, batchSize: 9 }, found: ids(4, 5) },
    ],
  },
  {
    title: 'a first batch of nothing opens a cursor',
    page: 'reference/command/find/',
    documents: five,
    steps: [
      { command: find({}, { batchSize: 0 }), found: [], keepsCursor: true },
      { command: more, found: five },
    ],
  },
  {
    title: 'a limit holds across batches',
    page: cursorPage,
    documents: five,
    steps: [
      { command: find({}, { batchSize: 2, limit: 3 }), found: ids(1, 2), keepsCursor: true },
      { command: more, found: ids(3) },
    ],
  },
  {
    title: 'a killed cursor gives nothing more',
    page: 'reference/command/killCursors/',
    documents: five,
    steps: [
      { command: find({}, { batchSize: 2 }), found: ids(1, 2), keepsCursor: true },
      { command: { killCursors: COLLECTION, cursors: [CURSOR] }, reply: { cursorsNotFound: [], cursorsAlive: [] } },
      { command: more, error: { code: 43, codeName: 'CursorNotFound' } },
      { command: { killCursors: COLLECTION, cursors: [CURSOR] }, reply: { cursorsKilled: [] } },
    ],
  },
  {
    title: 'a sorted cursor goes on after changes',
    page: cursorPage,
    documents: numbers(6),
    steps: [
      { command: find({}, { sort: { _id: -1 }, batchSize: 2 }), found: ids(6, 5), keepsCursor: true },
      { command: insert({ _id: 7 }), reply: { n: 1 } },
      { command: updateOne({ _id: 6 }, { $set: { seen: true } }), reply: { n: 1 } },
      { command: { ...more, batchSize: 1 }, found: ids(4) },
    ],
  },
  {
    title: 'a cursor belongs to its collection',
    page: cursorPage,
    documents: five,
    steps: [
      { command: find({}, { batchSize: 2 }), found: ids(1, 2), keepsCursor: true },
      { command: { getMore: CURSOR, collection: 'other' }, error: { code: 13, codeName: 'Unauthorized' } },
    ],
  },
  {
    title: 'getMore of a cursor that never was',
    page: cursorPage,
    steps: [
      {
        command: { getMore: Long.fromNumber(987654321), collection: COLLECTION },
        error: { code: 43, codeName: 'CursorNotFound' },
      },
    ],
  },
  {
    title: 'killCursors of a cursor that never was',
    page: 'reference/command/killCursors/',
    documents: five,
    steps: [
      {
        command: { killCursors: COLLECTION, cursors: [Long.fromNumber(987654321)] },
        reply: { cursorsKilled: [], cursorsNotFound: [Long.fromNumber(987654321)], cursorsUnknown: [] },
      },
    ],
  },
  {
    title: 'a delete removes one, or all',
    page: 'reference/command/delete/',
    documents: five,
    steps: [
      { command: remove({ _id: { $gt: 3 } }, 1), reply: { n: 1 } },
      { command: remove({ _id: { $gt: 2 } }, 0), reply: { n: 2 } },
      { command: remove({ _id: 99 }, 1), reply: { n: 0 } },
    ],
    stored: ids(1, 2),
  },
];
