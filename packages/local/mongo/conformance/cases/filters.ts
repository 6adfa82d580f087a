import { Int32, ObjectId } from 'bson';
import { COLLECTION, failureCases, filterCases, find } from '../case.ts';
import type { Case } from '../case.ts';

const nulls = [
  { _id: 'null', a: null },
  { _id: 'none' },
  { _id: 'number', a: 4 },
  { _id: 'empty', a: {} },
  { _id: 'b', a: { b: 'hi' } },
  { _id: 'b null', a: { b: null } },
  { _id: '[]', a: [] },
  { _id: '[[]]', a: [[]] },
  { _id: '[null]', a: [null, null] },
  { _id: '[1]', a: [1, 'string', 4] },
  { _id: '[1,null]', a: [1, null] },
  { _id: '[b]', a: [{ b: 1 }, { b: 3 }] },
  { _id: '[b,{}]', a: [{ b: 3 }, {}] },
  { _id: '[b null]', a: [{ b: null }, { b: 3 }] },
];
const allNullIds = nulls.map(({ _id }) => _id);
const except = (...ids: string[]): string[] => allNullIds.filter((id) => !ids.includes(id));

const nullRows = [
  ['null finds null, missing and arrays with null', { a: null }, ['null', 'none', '[null]', '[1,null]']],
  ['$eq null', { a: { $eq: null } }, ['null', 'none', '[null]', '[1,null]']],
  ['$ne null', { a: { $ne: null } }, except('null', 'none', '[null]', '[1,null]')],
  ['$in with null', { a: { $in: [null, 4] } }, ['null', 'none', '[null]', '[1,null]', 'number', '[1]']],
  ['$nin with null', { a: { $nin: [null, 4] } }, except('null', 'none', '[null]', '[1,null]', 'number', '[1]')],
  ['$gte null', { a: { $gte: null } }, ['null', 'none', '[null]', '[1,null]']],
  ['$lte null', { a: { $lte: null } }, ['null', 'none', '[null]', '[1,null]']],
  ['$gt null', { a: { $gt: null } }, []],
  ['$not $gte null', { a: { $not: { $gte: null } } }, except('null', 'none', '[null]', '[1,null]')],
  ['$exists true counts null', { a: { $exists: true } }, except('none')],
  ['$exists false', { a: { $exists: false } }, ['none']],
  ['$or of null', { $or: [{ a: null }, { a: 75 }] }, ['null', 'none', '[null]', '[1,null]']],
  ['a path equal to null', { 'a.b': null }, ['null', 'none', 'number', 'empty', 'b null', '[b,{}]', '[b null]']],
  ['a path not equal to null', { 'a.b': { $ne: null } }, ['b', '[]', '[[]]', '[null]', '[1]', '[1,null]', '[b]']],
  [
    'a path $in null',
    { 'a.b': { $in: [null, 75] } },
    ['null', 'none', 'number', 'empty', 'b null', '[b,{}]', '[b null]'],
  ],
  ['a path exists', { 'a.b': { $exists: true } }, ['b', 'b null', '[b]', '[b,{}]', '[b null]']],
  ['a path does not exist', { 'a.b': { $exists: false } }, except('b', 'b null', '[b]', '[b,{}]', '[b null]')],
  ['$elemMatch $eq null', { a: { $elemMatch: { $eq: null } } }, ['[null]', '[1,null]']],
  [
    '$elemMatch $ne null',
    { a: { $elemMatch: { $ne: null } } },
    ['[[]]', '[1]', '[1,null]', '[b]', '[b,{}]', '[b null]'],
  ],
  [
    '$elemMatch of a path that is null, an inner array counts',
    { a: { $elemMatch: { b: null } } },
    ['[[]]', '[b,{}]', '[b null]'],
  ],
  ['$elemMatch of a path that is not null', { a: { $elemMatch: { b: { $ne: null } } } }, ['[b]', '[b,{}]', '[b null]']],
] as const;

const arrays = [
  { _id: 'scalar', v: 5 },
  { _id: 'one', v: [5] },
  { _id: 'many', v: [1, 5, 9] },
  { _id: 'nested', v: [[5], 7] },
  { _id: 'text', v: ['5', 'x'] },
  { _id: 'empty', v: [] },
  {
    _id: 'docs',
    v: [
      { n: 1, t: 'a' },
      { n: 9, t: 'b' },
    ],
  },
  { _id: 'ends', v: [1, 9] },
];
const arrayRows = [
  ['a value finds itself and arrays with it', { v: 5 }, ['scalar', 'one', 'many']],
  ['an array finds itself and arrays with it', { v: [5] }, ['one', 'nested']],
  ['an array is equal only in this order', { v: [9, 1] }, []],
  ['an empty array', { v: [] }, ['empty']],
  ['$in meets an element', { v: { $in: [9, 'x'] } }, ['many', 'text', 'ends']],
  ['$in meets a whole array', { v: { $in: [[1, 9]] } }, ['ends']],
  ['$ne excludes arrays with the value', { v: { $ne: 5 } }, ['nested', 'text', 'empty', 'docs', 'ends']],
  ['$nin excludes arrays with one of the values', { v: { $nin: [5, 'x'] } }, ['nested', 'empty', 'docs', 'ends']],
  [
    '$not of a range excludes arrays with one such element',
    { v: { $not: { $gt: 5 } } },
    ['scalar', 'one', 'text', 'empty', 'docs'],
  ],
  ['two bounds may be met by two elements', { v: { $gt: 4, $lt: 6 } }, ['scalar', 'one', 'many', 'ends']],
  ['$elemMatch wants one element for all', { v: { $elemMatch: { $gt: 4, $lt: 6 } } }, ['one', 'many']],
  ['$elemMatch looks at arrays only', { v: { $elemMatch: { $eq: 5 } } }, ['one', 'many']],
  ['$elemMatch with $in', { v: { $elemMatch: { $in: [9] } } }, ['many', 'ends']],
  ['$elemMatch with $not', { v: { $elemMatch: { $not: { $lt: 9 } } } }, ['many', 'nested', 'text', 'docs', 'ends']],
  ['$elemMatch on documents', { v: { $elemMatch: { n: 9, t: 'b' } } }, ['docs']],
  ['$elemMatch on documents wants one for all', { v: { $elemMatch: { n: 1, t: 'b' } } }, []],
  ['$elemMatch with $or', { v: { $elemMatch: { $or: [{ n: 3 }, { t: 'a' }] } } }, ['docs']],
  ['two paths may be met by two elements', { 'v.n': 1, 'v.t': 'b' }, ['docs']],
  ['a path to an element by number', { 'v.0': 1 }, ['many', 'ends']],
  ['a path to an element that is an array', { 'v.0.0': 5 }, ['nested']],
  ['a path through an element by number', { 'v.1.n': 9 }, ['docs']],
  ['a path through documents in an array', { 'v.n': { $gte: 9 } }, ['docs']],
  ['a range on elements', { v: { $gte: 9 } }, ['many', 'ends']],
  ['a range on text elements', { v: { $gte: '5', $lt: '6' } }, ['text']],
  ['$exists of an array index', { 'v.2': { $exists: true } }, ['many']],
  ['$not $elemMatch', { v: { $not: { $elemMatch: { $gte: 5 } } } }, ['scalar', 'text', 'empty', 'docs']],
  ['$gt of an array compares arrays', { v: { $gt: [5] } }, ['nested', 'text', 'docs']],
] as const;

const types = [
  { _id: 'int', v: 5 },
  { _id: 'text', v: 'abc' },
  { _id: 'upper', v: 'ABC' },
  { _id: 'lines', v: 'x\nabc' },
  { _id: 'true', v: true },
  { _id: 'date', v: new Date(1000) },
  { _id: 'oid', v: new ObjectId('64b000000000000000000001') },
  { _id: 'doc', v: { a: 1, b: 2 } },
  { _id: 'list', v: ['abd', 3] },
  { _id: 'umlaut', v: 'äbc' },
];
const comparisonRows = [
  ['$gt stays within numbers', { v: { $gt: 4 } }, ['int']],
  ['$lt stays within text', { v: { $lt: 'b' } }, ['text', 'upper', 'list']],
  ['$gte text', { v: { $gte: 'abc' } }, ['text', 'lines', 'list', 'umlaut']],
  ['$lt of dates', { v: { $lt: new Date(2000) } }, ['date']],
  ['$gte of dates', { v: { $gte: new Date(1000) } }, ['date']],
  ['$gt of booleans', { v: { $gt: false } }, ['true']],
  ['$lte of object ids', { v: { $lte: new ObjectId('64b000000000000000000001') } }, ['oid']],
  ['$gt of documents', { v: { $gt: { a: 1 } } }, ['doc']],
  ['$lt and $gt of one field', { v: { $gt: 4, $lt: 5 } }, []],
  ['equality of documents minds the order of fields', { v: { b: 2, a: 1 } }, []],
  ['equality of documents wants all fields', { v: { a: 1 } }, []],
  ['a path into a document', { 'v.a': 1 }, ['doc']],
  ['a path that leads nowhere', { 'v.a.b': 1 }, []],
  ['$in of several types', { v: { $in: [5, true, 'abc'] } }, ['int', 'true', 'text']],
  ['$in of nothing', { v: { $in: [] } }, []],
  ['$nin of nothing', { v: { $nin: [] } }, types.map(({ _id }) => _id)],
  ['$and of the same field', { $and: [{ v: { $gte: 'a' } }, { v: { $lt: 'abd' } }] }, ['text']],
  ['$or of different fields', { $or: [{ v: 5 }, { _id: 'true' }] }, ['int', 'true']],
  ['$or within $and', { $and: [{ $or: [{ v: 5 }, { v: true }] }, { _id: { $ne: 'int' } }] }, ['true']],
  ['$and within $or', { $or: [{ $and: [{ v: 5 }, { _id: 'int' }] }, { v: true }] }, ['int', 'true']],
  ['$not finds documents without the field', { nothing: { $not: { $gt: 1 } }, v: 5 }, ['int']],
  ['several operators on one field', { v: { $exists: true, $ne: 5, $in: [5, true] } }, ['true']],
  ['an empty filter', {}, types.map(({ _id }) => _id)],
  ['by the id', { _id: 'int' }, ['int']],
  ['by a range of ids', { _id: { $gte: 'i', $lt: 'm' } }, ['int', 'lines', 'list']],
] as const;
const regexRows = [
  ['a regular expression finds text and elements of arrays', { v: { $regex: '^ab' } }, ['text', 'list']],
  ['a part of a text', { v: { $regex: 'bc' } }, ['text', 'lines', 'umlaut']],
  ['without option i, case matters', { v: { $regex: '^ABC' } }, ['upper']],
  ['option i', { v: { $regex: '^ABC', $options: 'i' } }, ['text', 'upper']],
  ['option i for a part of a text', { v: { $regex: 'BC', $options: 'i' } }, ['text', 'upper', 'lines', 'umlaut']],
  ['option i beyond ASCII', { v: { $regex: '^ÄB', $options: 'i' } }, ['umlaut']],
  ['no options', { v: { $regex: '^ä', $options: '' } }, ['umlaut']],
  ['without option m, ^ is the start of the text', { v: { $regex: '^abc' } }, ['text']],
  ['nothing is in every text', { v: { $regex: '' } }, ['text', 'upper', 'lines', 'list', 'umlaut']],
  ['every text begins with nothing', { v: { $regex: '^' } }, ['text', 'upper', 'lines', 'list', 'umlaut']],
  ['in $not', { v: { $not: { $regex: 'b', $options: 'i' } } }, ['int', 'true', 'date', 'oid', 'doc']],
  ['$regex in $not', { v: { $not: { $regex: 'b', $options: 'i' } } }, ['int', 'true', 'date', 'oid', 'doc']],
  ['beside another operator', { v: { $regex: 'b', $ne: 'abc' } }, ['lines', 'list', 'umlaut']],
] as const;

const signs = ['a.b', 'axb', '(x)|[y]{z}', '^x', 'a\nb', 'a/b-c', 'a\\b', 'a*b+c?$'].map((v) => ({ _id: v, v }));
const signRows = [
  ['an escaped dot is a dot', { v: { $regex: 'a\\.b' } }, ['a.b']],
  ['escaped brackets', { v: { $regex: '^\\(x\\)\\|\\[y\\]\\{z\\}' } }, ['(x)|[y]{z}']],
  ['an escaped ^', { v: { $regex: '\\^' } }, ['^x']],
  ['an escaped ^ at the start', { v: { $regex: '^\\^x' } }, ['^x']],
  ['a line end', { v: { $regex: 'a\nb' } }, ['a\nb']],
  ['escaped without need', { v: { $regex: '^a\\/b\\-c' } }, ['a/b-c']],
  ['an escaped backslash', { v: { $regex: '^a\\\\b' } }, ['a\\b']],
  ['escaped quantifiers', { v: { $regex: '^a\\*b\\+c\\?\\$' } }, ['a*b+c?$']],
  ['escaped, and option i', { v: { $regex: 'A\\.B', $options: 'i' } }, ['a.b']],
] as const;

const due = [
  { _id: 'past', at: new Date(0), n: 2, m: 3, limit: new Int32(5) },
  { _id: 'future', at: new Date('2999-01-01'), n: 3, m: 2 },
  { _id: 'text', at: 'soon', n: 'x', m: 5 },
  { _id: 'none' },
];
const exprRows = [
  ['$lt between fields', { $expr: { $lt: ['$n', '$m'] } }, ['past']],
  ['$gt between fields, across types', { $expr: { $gt: ['$n', '$m'] } }, ['future', 'text']],
  ['$lte of missing fields: both are nothing', { $expr: { $lte: ['$n', '$m'] } }, ['past', 'none']],
  ['$gte of a field and a constant', { $expr: { $gte: ['$n', 3] } }, ['future', 'text']],
  ['$$NOW', { $expr: { $lte: ['$at', '$$NOW'] } }, ['past', 'text', 'none']],
  [
    '$subtract of $$NOW and milliseconds',
    { at: { $exists: true }, $expr: { $lt: ['$at', { $subtract: ['$$NOW', 15000] }] } },
    ['past', 'text'],
  ],
] as const;

const EQ = 'tutorial/query-for-null-fields/';
const byA = [{ key: { a: 1 }, name: 'a' }];
const byAB = [{ key: { 'a.b': 1 }, name: 'ab' }];
const byV = [{ key: { v: 1 }, name: 'v' }];
const prefixed = <T extends readonly [string, ...unknown[]]>(prefix: string, rows: readonly T[]): T[] =>
  rows.map(([title, ...rest]) => [`${prefix}: ${title}`, ...rest] as unknown as T);

const one = [{ _id: 1, v: 1 }];

/** Longer than any key of an index may be: it is no one's value, but it has its place among the others. */
const endless = 'm'.repeat(10_000);
const letters = ['a', 'm', 'z'].map((v) => ({ _id: v, v }));
const endlessRows = [
  ['a value beyond every key is found nowhere', { v: endless }, []],
  ['not among others either', { v: { $in: ['a', endless] } }, ['a']],
  ['above a value beyond every key', { v: { $gt: endless } }, ['z']],
  ['below a value beyond every key', { v: { $lt: endless } }, ['a', 'm']],
  ['an id beyond every key', { _id: endless }, []],
  ['a prefix beyond every key', { v: { $regex: `^${endless}` } }, []],
] as const;

export const filterOperatorCases: readonly Case[] = [
  ...filterCases(EQ, nulls, nullRows),
  ...filterCases(EQ, nulls, prefixed('by an index on a', nullRows), byA),
  ...filterCases(EQ, nulls, prefixed('by an index on a.b', nullRows), byAB),
  ...filterCases('tutorial/query-arrays/', arrays, arrayRows),
  ...filterCases('tutorial/query-arrays/', arrays, prefixed('by an index', arrayRows), byV),
  ...filterCases('reference/operator/query-comparison/', types, comparisonRows),
  ...filterCases('reference/operator/query-comparison/', types, prefixed('by an index', comparisonRows), byV),
  ...filterCases('reference/operator/query/regex/', types, regexRows),
  ...filterCases('reference/operator/query/regex/', types, prefixed('by an index', regexRows), byV),
  ...filterCases('reference/operator/query/regex/', signs, signRows),
  ...filterCases('reference/operator/query/regex/', signs, prefixed('by an index', signRows), byV),
  ...filterCases('reference/operator/query-comparison/', letters, endlessRows),
  ...filterCases('reference/operator/query-comparison/', letters, prefixed('by an index', endlessRows), byV),
  ...filterCases('reference/operator/query/expr/', due, exprRows),
  ...failureCases('reference/operator/query/', one, [
    ['$in wants an array', find({ v: { $in: 1 } }), { code: 2, codeName: 'BadValue' }],
    ['$nin wants an array', find({ v: { $nin: 'x' } }), { code: 2, codeName: 'BadValue' }],
    ['$in takes no operators', find({ v: { $in: [{ $gt: 1 }] } }), { code: 2, codeName: 'BadValue' }],
    ['$and wants a nonempty array', find({ $and: [] }), { code: 2, codeName: 'BadValue' }],
    ['$or wants an array', find({ $or: { v: 1 } }), { code: 2, codeName: 'BadValue' }],
    ['$or wants documents', find({ $or: [1] }), { code: 2, codeName: 'BadValue' }],
    ['$elemMatch wants a document', find({ v: { $elemMatch: 1 } }), { code: 2, codeName: 'BadValue' }],
    ['$not wants operators', find({ v: { $not: 1 } }), { code: 2, codeName: 'BadValue' }],
    ['$not wants at least one operator', find({ v: { $not: {} } }), { code: 2, codeName: 'BadValue' }],
    ['$options wants a $regex', find({ v: { $options: 'i' } }), { code: 2, codeName: 'BadValue' }],
    ['a regular expression has no NUL', find({ v: { $regex: 'a\0' } }), { code: 2, codeName: 'BadValue' }],
    [
      '$expr is for whole documents',
      find({ v: { $elemMatch: { $expr: { $lt: ['$a', 1] } } } }),
      { code: 2, codeName: 'BadValue' },
    ],
    ['a filter is a document', { find: COLLECTION, filter: 'x' }, { code: 14, codeName: 'TypeMismatch' }],
    ['a filter is not null', { find: COLLECTION, filter: null }, { code: 14, codeName: 'TypeMismatch' }],
  ]),
];
