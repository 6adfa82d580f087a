import { Int32 } from 'bson';
import { compareValues } from '../bson/compareValues.ts';
import { isDoc, isInt32, kindOf, numeric } from '../bson/value.ts';
import type { Readable, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { isNumbered } from '../store/indexKeys.ts';

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
  if (isNumbered(path)) throw unsupported(`path '${path}' in an expression`);
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

/** Numbers, date minus milliseconds, or date minus date (milliseconds as int64); null as soon as one side is missing. */
function subtract(left: Value, right: Value): Value {
  if (left === undefined || left === null || right === undefined || right === null) return null;
  const subtrahend = numeric(right);
  if (left instanceof Date) {
    if (right instanceof Date) return BigInt(left.getTime() - right.getTime());
    if (subtrahend !== undefined) return new Date(left.getTime() - Math.round(Number(subtrahend)));
  }
  const minuend = numeric(left);
  if (minuend === undefined || subtrahend === undefined) {
    throw new ServerError('TypeMismatch', `can't $subtract ${kindOf(right)} from ${kindOf(left)}`);
  }
  if (typeof left === 'number' || typeof right === 'number') return Number(minuend) - Number(subtrahend);
  const difference = BigInt(minuend) - BigInt(subtrahend);
  const fits = isInt32(left) && isInt32(right) && BigInt.asIntN(32, difference) === difference;
  return fits ? new Int32(Number(difference)) : difference;
}

const constantNull: Expression = () => null;
