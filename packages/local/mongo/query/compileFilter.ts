import { compareValues, equalValues } from '../bson/compareValues.ts';
import { TYPE_BYTE } from '../bson/keyString.ts';
import { isDoc, kindOf } from '../bson/value.ts';
import type { Doc, Readable, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { compileExpression } from './compileExpression.ts';
import { compileRegex } from './compileRegex.ts';

export type Filter = (doc: Readable) => boolean;

/** A MongoDB filter as a function. `now` is what $$NOW stands for. Unknown operators are refused by name. */
export function compileFilter(filter: Doc, now: Date): Filter {
  const tests = [...filter].map(([name, operand]) => compileClause(name, operand, now));
  return all(tests);
}

/** Whether an operand like `{$gt: 5}` is made of operators, rather than a document to be equal to. */
export function isOperatorDoc(operand: Value): operand is Doc {
  return isDoc(operand) && [...operand.keys()][0]?.startsWith('$') === true;
}

function compileClause(name: string, operand: Value, now: Date): Filter {
  switch (name) {
    case '$and':
      return all(subFilters(name, operand, now));
    case '$or': {
      const branches = subFilters(name, operand, now);
      return (doc) => branches.some((branch) => branch(doc));
    }
    case '$expr': {
      const expression = compileExpression(operand, now);
      return (doc) => isTruthy(expression(doc));
    }
    case '$comment':
      return () => true;
    default:
      if (name.startsWith('$')) throw unsupported(`filter operator ${name}`);
      return compileField(name.split('.'), operand, now);
  }
}

function subFilters(name: string, operand: Value, now: Date): Filter[] {
  if (!Array.isArray(operand) || operand.length === 0) throw badValue(`${name} must be a nonempty array`);
  return operand.map((item) => {
    if (!isDoc(item)) throw badValue(`${name} entries need to be full objects`);
    return compileFilter(item, now);
  });
}

function compileField(path: readonly string[], operand: Value, now: Date): Filter {
  if (!isOperatorDoc(operand)) return atPath(path, equals(operand));
  const tests = [...operand].map(([operator, value]) => compileOperator(path, operator, value, operand, now));
  return all(tests);
}

function compileOperator(path: readonly string[], operator: string, value: Value, all: Doc, now: Date): Filter {
  switch (operator) {
    case '$eq':
      return atPath(path, equals(value));
    case '$ne':
      return not(atPath(path, equals(value)));
    case '$in':
      return atPath(path, isAnyOf(operator, value));
    case '$nin':
      return not(atPath(path, isAnyOf(operator, value)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return atPath(path, compares(operator, value));
    case '$exists': {
      const wanted = isTruthy(value);
      const exists = atPath(path, (found) => found !== undefined, false);
      return wanted ? exists : not(exists);
    }
    case '$regex':
      return atPath(path, eachOr(matchesRegex(compileRegex(value, all.get('$options')))));
    case '$options':
      if (!all.has('$regex')) throw badValue('$options needs a $regex');
      return () => true;
    case '$not':
      if (!isOperatorDoc(value) && kindOf(value) !== 'regex') throw badValue('$not needs a regex or a document');
      return not(compileField(path, value, now));
    case '$elemMatch':
      return atPath(path, elementMatches(value, now), false);
    default:
      throw unsupported(`filter operator ${operator}`);
  }
}

type Test = (value: Value) => boolean;

function equals(operand: Value): Test {
  if (operand === null || operand === undefined) return eachOr((value) => value === null || value === undefined);
  if (kindOf(operand) === 'regex') return eachOr(matchesRegex(compileRegex(operand, undefined)));
  return eachOr((value) => value !== undefined && equalValues(value, operand));
}

function isAnyOf(operator: string, operand: Value): Test {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  const strings = new Set(operand.filter((item) => typeof item === 'string'));
  const others = operand.filter((item) => typeof item !== 'string').map(equals);
  const isListed = eachOr((value) => typeof value === 'string' && strings.has(value));
  return (value) => isListed(value) || others.some((test) => test(value));
}

/** $gt and its kin compare within one type only: {$lt: 5} does not find 'abc'. */
function compares(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: Value): Test {
  const kind = kindOf(operand);
  if (kind === 'regex') throw badValue(`Can't have RegEx as arg to predicate over field with ${operator}`);
  const orEqual = operator.endsWith('e');
  if (kind === 'null') return eachOr((value) => orEqual && (value === null || value === undefined));
  const isMore = operator.startsWith('$gt');
  return eachOr((value) => {
    if (value === undefined || TYPE_BYTE[kindOf(value)] !== TYPE_BYTE[kind]) return false;
    // NaN is below all numbers in sorts, yet neither less nor greater than any in a filter.
    if (isNaNumber(value) !== isNaNumber(operand)) return false;
    const order = compareValues(value, operand);
    return order === 0 ? orEqual : isMore === order > 0 && !isNaNumber(operand);
  });
}

function matchesRegex(regex: RegExp): Test {
  return (value) => typeof value === 'string' && regex.test(value);
}

function elementMatches(operand: Value, now: Date): Test {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
  const isLogical = ['$and', '$or', '$expr'].includes([...operand.keys()][0] ?? '');
  if (isOperatorDoc(operand) && !isLogical) {
    const test = compileField(['element'], operand, now);
    return (value) => Array.isArray(value) && value.some((element) => test(new Map([['element', element]])));
  }
  const filter = compileFilter(operand, now);
  return (value) => Array.isArray(value) && value.some((element) => isDoc(element) && filter(element));
}

/** A predicate on a field holds when the field itself or, for an array, any element fulfils it. */
function eachOr(test: Test): Test {
  return (value) => test(value) || (Array.isArray(value) && value.some(test));
}

/** True when any value the path leads to passes; a path that leads nowhere counts as one undefined value. */
function atPath(path: readonly string[], test: Test, testsMissing = true): Filter {
  const [head = '', ...rest] = path;
  if (rest.length === 0) return (doc) => test(doc.get(head));
  return (doc) => someAt(doc.get(head), rest, 0, testsMissing ? test : (value) => value !== undefined && test(value));
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
