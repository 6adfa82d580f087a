import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { isOperatorDoc, isTruthy } from './compileFilter.ts';
import { hull, intersect, pointAt, rangeOf, sortIntervals, startingWith } from './interval.ts';
import type { Interval } from './interval.ts';
import { textPattern } from './textPattern.ts';

/** What a filter demands of single fields, as far as an index can use it. Documents outside these bounds cannot match. */
export interface Bounds {
  /** For each field the demands on it, to be met all at once; each is a list of intervals, one of which must hold. */
  readonly fields: ReadonlyMap<string, readonly (readonly Interval[])[]>;
  /** Fields that must exist for the filter to match: what a partial index asks for. */
  readonly existing: ReadonlySet<string>;
  /** True when the bounds say everything the filter says: what lies within them needs no further test. */
  readonly isComplete: boolean;
}

export function boundsOf(filter: Doc): Bounds {
  const found: Found = { fields: new Map(), existing: new Set(), isComplete: true };
  for (const [name, operand] of filter) addClause(found, name, operand);
  return found;
}

interface Found {
  readonly fields: Map<string, (readonly Interval[])[]>;
  readonly existing: Set<string>;
  isComplete: boolean;
}

function addClause(found: Found, name: string, operand: Value): void {
  if (name === '$and' && Array.isArray(operand)) {
    for (const item of operand.filter(isDoc)) for (const [key, value] of item) addClause(found, key, value);
  } else if (name === '$or' && Array.isArray(operand)) {
    addAlternatives(found, operand.filter(isDoc).map(boundsOf));
  } else if (name.startsWith('$')) {
    found.isComplete = false;
  } else if (isOperatorDoc(operand)) {
    for (const [operator, value] of operand) addOperator(found, name, operator, value, operand);
  } else {
    addOperator(found, name, '$eq', operand, new Map());
  }
}

/** Pages are asked for as `$or: [{key: {$gt: x}}, {key: x, _id: {$gt: y}}]`: together they say `key >= x`. */
function addAlternatives(found: Found, branches: readonly Bounds[]): void {
  found.isComplete = false;
  const [first, ...others] = branches;
  for (const path of first?.fields.keys() ?? []) {
    if (!others.every((branch) => branch.fields.has(path))) continue;
    const intervals = branches.flatMap((branch) => (branch.fields.get(path) ?? []).slice(0, 1).flat());
    if (intervals.length > 0) add(found, path, intervals.every(({ isPoint }) => isPoint) ? intervals : hull(intervals));
  }
  for (const path of first?.existing ?? []) {
    if (others.every((branch) => branch.existing.has(path))) found.existing.add(path);
  }
}

function addOperator(found: Found, path: string, operator: string, value: Value, all: Doc): void {
  const intervals = intervalsOf(operator, value, all);
  if (intervals) {
    add(found, path, intervals);
    const mayBeNull = operator === '$in' ? Array.isArray(value) && value.some(isNull) : isNull(value);
    // null also finds what is missing, in ways the index cannot tell apart.
    if (mayBeNull) found.isComplete = false;
    if (!mayBeNull) found.existing.add(path);
  } else {
    found.isComplete = false;
    if (operator === '$exists' && isTruthy(value)) found.existing.add(path);
  }
}

function add(found: Found, path: string, intervals: readonly Interval[]): void {
  const demands = found.fields.get(path) ?? [];
  demands.push(sortIntervals(intervals));
  found.fields.set(path, demands);
}

/** undefined = an index cannot help. */
function intervalsOf(operator: string, value: Value, all: Doc): Interval[] | undefined {
  switch (operator) {
    case '$eq':
      return isPlain(value) ? [pointAt(value)] : undefined;
    case '$in':
      return Array.isArray(value) && value.every(isPlain) ? value.map(pointAt) : undefined;
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return isPlain(value) && !isNull(value) && !Number.isNaN(value) ? [rangeOf(operator, value)] : undefined;
    case '$regex': {
      const { text, atStart, ignoresCase } = textPattern(value, all.get('$options'));
      return atStart && text !== '' && !ignoresCase ? [startingWith(text)] : undefined;
    }
    default:
      return undefined;
  }
}

/** An array as operand also matches an array of such arrays: no point. */
function isPlain(value: Value): boolean {
  return !Array.isArray(value);
}

function isNull(value: Value): boolean {
  return value === null || value === undefined;
}

/** All demands on a field as one list of intervals; an array may meet two demands with two elements, so only one counts. */
export function demandOn(bounds: Bounds, path: string, isMultikey: boolean): readonly Interval[] | undefined {
  const demands = bounds.fields.get(path);
  if (!demands || isMultikey) return demands?.[0];
  return demands.reduce((all, demand) => intersect(all, demand));
}
