import { Int32 } from 'bson';
import { COLLECTION, failureCases } from '../case.ts';
import type { Case } from '../case.ts';

const documents = [
  { _id: 1, state: 'queued', n: 1 },
  { _id: 2, state: 'done', n: 1.0 },
  { _id: 3, state: 'queued', n: 2, at: { x: 1 } },
  { _id: 4, state: null, at: { x: 2 } },
  { _id: 5, list: [1, 2] },
];
const run = (...pipeline: readonly object[]): object => ({ aggregate: COLLECTION, pipeline, cursor: {} });
const all = { $group: { _id: null, n: { $sum: 1 } } };
const PAGE = 'reference/operator/aggregation/group/';

/** `[title, pipeline, groups]`, groups in order of appearance. */
const rows: readonly (readonly [string, readonly object[], readonly object[]])[] = [
  ['counts everything', [all], [{ _id: null, n: 5 }]],
  ['counts what matches', [{ $match: { state: 'queued' } }, all], [{ _id: null, n: 2 }]],
  ['counts nothing', [{ $match: { state: 'none' } }, all], []],
  ['by a constant', [{ $group: { _id: 'all', count: { $sum: 1 } } }], [{ _id: 'all', count: 5 }]],
  ['two counters', [{ $group: { _id: 1, a: { $sum: 1 }, b: { $sum: 1 } } }], [{ _id: 1, a: 5, b: 5 }]],
  ['no counter', [{ $group: { _id: 1 } }], [{ _id: 1 }]],
];
const byField: readonly (readonly [string, object, readonly unknown[]])[] = [
  ['by a field; missing is null', { $group: { _id: '$state', n: { $sum: 1 } } }, ['queued', 'done', null]],
  ['by a number', { $group: { _id: '$n', n: { $sum: 1 } } }, [1, 2, null]],
  ['by a path', { $group: { _id: '$at.x', n: { $sum: 1 } } }, [null, 1, 2]],
  ['by a whole array', { $group: { _id: '$list', n: { $sum: 1 } } }, [null, [1, 2]]],
];

export const countingCases: readonly Case[] = [
  ...rows.map(([title, pipeline, found]): Case => ({
    title,
    page: PAGE,
    documents,
    steps: [{ command: run(...pipeline), found }],
  })),
  ...byField.map(([title, group, foundIds]): Case => ({
    title,
    page: PAGE,
    documents,
    steps: [{ command: run(group), foundIds }],
  })),
  {
    title: 'counts are Int32',
    page: 'reference/operator/aggregation/sum/',
    documents,
    steps: [{ command: run({ $match: { _id: 1 } }, all), found: [{ _id: null, n: new Int32(1) }] }],
  },
  {
    title: 'counts in a collection that does not exist',
    page: 'reference/command/aggregate/',
    steps: [{ command: { ...run(all), aggregate: 'nothing' }, found: [] }],
  },
  ...failureCases('reference/command/aggregate/', documents, [
    [
      'a pipeline that is none',
      { aggregate: COLLECTION, pipeline: 'x', cursor: {} },
      { code: 14, codeName: 'TypeMismatch' },
    ],
    ['no cursor', { aggregate: COLLECTION, pipeline: [all] }, { code: 9, codeName: 'FailedToParse' }],
    ['a cursor that is text', { ...run(all), cursor: 'x' }, { code: 14, codeName: 'TypeMismatch' }],
    ['no pipeline', { aggregate: COLLECTION, cursor: {} }, { code: 40414 }],
    ['a stage that is none', run('x' as unknown as object), { code: 14, codeName: 'TypeMismatch' }],
    ['a stage of two', run({ $match: {}, $group: {} }), { code: 40323 }],
    ['$match that is none', run({ $match: 1 }, all), { code: 15959 }],
    ['$group that is none', run({ $group: 1 }), { code: 15947 }],
    ['$group without _id', run({ $group: { n: { $sum: 1 } } }), { code: 15955 }],
    ['a counter of two accumulators', run({ $group: { _id: 1, n: { $sum: 1, $max: 1 } } }), { code: 40238 }],
  ]),
];
