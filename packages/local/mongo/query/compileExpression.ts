import { compareValues } from '../bson/compareValues.ts';
import { integer, isDoc, kindOf } from '../bson/value.ts';
import type { Readable, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { isPlain } from '../store/indexKeys.ts';

export type Expression = (doc: Readable) => Value;

/** What $expr holds: field paths ('$a.b'), '$$NOW', constants, $subtract, and $gt $gte $lt $lte over BSON's whole order. */
export function compileExpression(source: Value, now: Date): Expression {
  if (typeof source === 'string' && source.startsWith('$')) return compileReference(source, now);
  if (Array.isArray(source)) throw unsupported('an array in $expr');
  if (!isDoc(source)) return () => source;
  const [entry, ...more] = source;
  if (!entry || more.length > 0 || !entry[0].startsWith('$')) throw unsupported('an object in $expr');
  const [operator, operands] = entry;
  if (!Array.isArray(operands) || operands.length !== 2) {
    throw new ServerError('BadValue', `Expression ${operator} takes exactly 2 arguments.`);
  }
  const [left = constantNull, right = constantNull] = operands.map((operand) => compileExpression(operand, now));
  return compileOperator(operator, left, right);
}

function compileReference(source: string, now: Date): Expression {
  if (source === '$$NOW') return () => now;
  if (source.startsWith('$$')) throw unsupported(`variable ${source}`);
  const path = source.slice(1);
  return (doc) => fieldPathValue(doc, path);
}

/** What an expression reads at a path, which means another thing than in a filter as soon as an array is on the way. */
export function fieldPathValue(doc: Readable, path: string): Value {
  if (!isPlain(path)) throw unsupported(`path '${path}' in an expression`);
  const [head = '', ...rest] = path.split('.');
  return rest.reduce((value: Value, name) => {
    if (Array.isArray(value)) throw unsupported(`an array on the way of '${path}' in an expression`);
    return isDoc(value) ? value.get(name) : undefined;
  }, doc.get(head));
}

function compileOperator(operator: string, left: Expression, right: Expression): Expression {
  switch (operator) {
    case '$lt':
      return (doc) => compareValues(left(doc), right(doc)) < 0;
    case '$lte':
      return (doc) => compareValues(left(doc), right(doc)) <= 0;
    case '$gt':
      return (doc) => compareValues(left(doc), right(doc)) > 0;
    case '$gte':
      return (doc) => compareValues(left(doc), right(doc)) >= 0;
    case '$subtract':
      return (doc) => subtract(left(doc), right(doc));
    default:
      throw unsupported(`expression ${operator}`);
  }
}

/** A date minus milliseconds; null as soon as one side is missing. */
function subtract(left: Value, right: Value): Value {
  if (left === undefined || left === null || right === undefined || right === null) return null;
  const ms = integer(right);
  if (!(left instanceof Date) || ms === undefined) {
    throw unsupported(`$subtract of ${kindOf(right)} from ${kindOf(left)}`);
  }
  return new Date(left.getTime() - ms);
}

const constantNull: Expression = () => null;
