import { compareValues, equalValues } from '../bson/compareValues.ts';
import { TYPE_BYTE } from '../bson/keyString.ts';
import { isDoc, kindOf } from '../bson/value.ts';
import type { Doc, Readable, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { compileExpression } from './compileExpression.ts';
import { textPattern } from './textPattern.ts';
import type { TextPattern } from './textPattern.ts';

export type Filter = (doc: Readable) => boolean;

/**
 * A MongoDB filter as a function. `now` is what $$NOW stands for; without it, there is no $expr: within $elemMatch. Unknown
 * operators are refused by name.
 */
export function compileFilter(filter: Doc, now: Date | undefined): Filter {
  const tests = [...filter].map(([name, operand]) => compileClause(name, operand, now));
  return all(tests);
}

/** Whether an operand like `{$gt: 5}` is made of operators, rather than a document to be equal to. */
export function isOperatorDoc(operand: Value): operand is Doc {
  return isDoc(operand) && [...operand.keys()][0]?.startsWith('$') === true;
}

function compileClause(name: string, operand: Value, now: Date | undefined): Filter {
  switch (name) {
    case '$and':
      return all(subFilters(name, operand, now));
    case '$or': {
      const branches = subFilters(name, operand, now);
      return (doc) => branches.some((branch) => branch(doc));
    }
    case '$expr': {
      if (!now) throw badValue('$expr can only be applied to the top-level document');
      const expression = compileExpression(operand, now);
      return (doc) => isTruthy(expression(doc));
    }
    default:
      if (name.startsWith('$')) throw unsupported(`filter operator ${name}`);
      return compileField(name.split('.'), operand);
  }
}

function subFilters(name: string, operand: Value, now: Date | undefined): Filter[] {
  if (!Array.isArray(operand) || operand.length === 0) throw badValue(`${name} must be a nonempty array`);
  return operand.map((item) => {
    if (!isDoc(item)) throw badValue(`${name} entries need to be full objects`);
    return compileFilter(item, now);
  });
}

function compileField(path: readonly string[], operand: Value): Filter {
  const place = fieldAt(path);
  return isOperatorDoc(operand) ? compileOperators(place, operand) : place.each(equals(operand));
}

/** Where operators are applied. */
interface Place {
  /** True when the value there passes or, in a field that is an array, any element of it. */
  each(test: Test): Filter;
  /** True when the value itself passes; what is missing never does. */
  whole(test: Test): Filter;
}

function fieldAt(path: readonly string[]): Place {
  return {
    each: (test) => atPath(path, eachOr(test)),
    whole: (test) => atPath(path, (value) => value !== undefined && test(value)),
  };
}

/** One element of an array: an array within an array is looked at as a whole. */
const ELEMENT: Place = {
  each: (test) => (doc) => test(doc.get('element')),
  whole: (test) => (doc) => test(doc.get('element')),
};

function compileOperators(place: Place, operators: Doc): Filter {
  return all([...operators].map(([operator, value]) => compileOperator(place, operator, value, operators)));
}

function compileOperator(place: Place, operator: string, value: Value, all: Doc): Filter {
  switch (operator) {
    case '$eq':
      return place.each(equals(value));
    case '$ne':
      return not(place.each(equals(value)));
    case '$in':
      return place.each(isAnyOf(operator, value));
    case '$nin':
      return not(place.each(isAnyOf(operator, value)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return place.each(compares(operator, value));
    case '$exists': {
      const exists = place.whole(() => true);
      return isTruthy(value) ? exists : not(exists);
    }
    case '$regex':
      return place.each(containsText(textPattern(value, all.get('$options'))));
    case '$options':
      if (!all.has('$regex')) throw badValue('$options needs a $regex');
      return () => true;
    case '$not':
      if (!isOperatorDoc(value)) throw badValue('$not needs a regex or a document');
      return not(compileOperators(place, value));
    case '$elemMatch':
      return place.whole(elementMatches(value));
    default:
      throw unsupported(`filter operator ${operator}`);
  }
}

type Test = (value: Value) => boolean;

function equals(operand: Value): Test {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  return (value) => value !== undefined && equalValues(value, operand);
}

function isAnyOf(operator: string, operand: Value): Test {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  if (operand.some(isOperatorDoc)) throw badValue(`cannot nest $ under ${operator}`);
  const strings = new Set(operand.filter((item) => typeof item === 'string'));
  const others = operand.filter((item) => typeof item !== 'string').map(equals);
  return (value) => (typeof value === 'string' && strings.has(value)) || others.some((test) => test(value));
}

/** $gt and its kin compare within one type only: {$lt: 5} does not find 'abc'. */
function compares(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: Value): Test {
  const kind = kindOf(operand);
  const orEqual = operator.endsWith('e');
  if (kind === 'null') return (value) => orEqual && (value === null || value === undefined);
  const isMore = operator.startsWith('$gt');
  return (value) => {
    if (value === undefined || TYPE_BYTE[kindOf(value)] !== TYPE_BYTE[kind]) return false;
    // NaN is below all numbers in sorts, yet neither less nor greater than any in a filter.
    if (isNaNumber(value) !== isNaNumber(operand)) return false;
    const order = compareValues(value, operand);
    return order === 0 ? orEqual : isMore === order > 0 && !isNaNumber(operand);
  };
}

function containsText({ text, atStart, ignoresCase }: TextPattern): Test {
  const regex = new RegExp((atStart ? '^' : '') + text.replaceAll(/[\\^$.|?*+()[\]{}/]/g, '\\$&'), 'iu');
  return (value) => {
    if (typeof value !== 'string') return false;
    if (ignoresCase) return regex.test(value);
    return atStart ? value.startsWith(text) : value.includes(text);
  };
}

function elementMatches(operand: Value): Test {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
  const isLogical = ['$and', '$or', '$expr'].includes([...operand.keys()][0] ?? '');
  if (isOperatorDoc(operand) && !isLogical) {
    const test = compileOperators(ELEMENT, operand);
    return (value) => Array.isArray(value) && value.some((element) => test(new Map([['element', element]])));
  }
  const filter = compileFilter(operand, undefined);
  return (value) => Array.isArray(value) && value.some((element) => filterElement(element, filter));
}

/** An array within an array counts as a document whose fields are called 0, 1, 2 … */
function filterElement(element: Value, filter: Filter): boolean {
  if (Array.isArray(element)) return filter(new Map(element.map((item, i) => [String(i), item])));
  return isDoc(element) && filter(element);
}

/** A predicate on a field holds when the field itself or, for an array, any element fulfils it. */
function eachOr(test: Test): Test {
  return (value) => test(value) || (Array.isArray(value) && value.some(test));
}

/** True when any value the path leads to passes; a path that leads nowhere counts as one undefined value. */
function atPath(path: readonly string[], test: Test): Filter {
  const [head = '', ...rest] = path;
  if (rest.length === 0) return (doc) => test(doc.get(head));
  return (doc) => someAt(doc.get(head), rest, 0, test);
}

function someAt(value: Value, path: readonly string[], at: number, test: Test): boolean {
  const name = path[at];
  if (name === undefined) return test(value);
  if (isDoc(value)) return someAt(value.get(name), path, at + 1, test);
  if (!Array.isArray(value)) return test(undefined);
  if (/^\d+$/.test(name) && Number(name) < value.length && someAt(value[Number(name)], path, at + 1, test)) return true;
  return value.some((element) => isDoc(element) && someAt(element, path, at, test));
}

function all(tests: readonly Filter[]): Filter {
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (doc) => tests.every((test) => test(doc));
}

function not(test: Filter): Filter {
  return (doc) => !test(doc);
}

export function isTruthy(value: Value): boolean {
  if (value === undefined || value === null || value === false) return false;
  return kindOf(value) === 'int' ? Number(value) !== 0 : value !== 0 && value !== 0n;
}

function isNaNumber(value: Value): boolean {
  return typeof value === 'number' && Number.isNaN(value);
}

function badValue(message: string): ServerError {
  return new ServerError('BadValue', message);
}
