import { Int32 } from 'bson';
import { showValue } from '../bson/showValue.ts';
import { isInt32, kindOf, numeric } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';

const OPERATORS = ['$set', '$unset', '$inc', '$setOnInsert', '$currentDate'] as const;
type UpdateOperator = (typeof OPERATORS)[number];

/** What one update does to one field. */
export interface Change {
  readonly path: string;
  /** The path's own. */
  readonly names: readonly string[];
  readonly onInsertOnly: boolean;
  readonly isRemoval: boolean;
  /** undefined = no such field, before or after. */
  readonly valueAfter: (before: Value) => Value;
}

export function isUpdateOperator(name: string): name is UpdateOperator {
  return OPERATORS.some((operator) => operator === name);
}

export function compileOperator(operator: UpdateOperator, path: string, operand: Value, now: Date): Change {
  return {
    path,
    names: path.split('.'),
    onInsertOnly: operator === '$setOnInsert',
    isRemoval: operator === '$unset',
    valueAfter: valueAfter(operator, path, operand, now),
  };
}

function valueAfter(operator: UpdateOperator, path: string, operand: Value, now: Date): Change['valueAfter'] {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return () => operand;
    case '$unset':
      return () => undefined;
    case '$inc':
      if (numeric(operand) === undefined) {
        const message = `Cannot increment with non-numeric argument: {${path}: ${showValue(operand)}}`;
        throw new ServerError('TypeMismatch', message);
      }
      return (before) => add(path, before, operand);
    case '$currentDate':
      if (operand !== true) throw unsupported(`$currentDate of ${showValue(operand)}`);
      return () => now;
  }
}

/** int32 grows into int64 where it must, int64 refuses to overflow, and a double makes everything a double. */
function add(path: string, before: Value, operand: Value): Value {
  if (before === undefined) return operand;
  const left = numeric(before);
  const right = numeric(operand) ?? 0;
  if (left === undefined) {
    const message = `Cannot apply $inc to a value of non-numeric type: field '${path}' is of type ${kindOf(before)}`;
    throw new ServerError('TypeMismatch', message);
  }
  if (typeof before === 'number' || typeof operand === 'number') return Number(left) + Number(right);
  const sum = BigInt(left) + BigInt(right);
  if (BigInt.asIntN(64, sum) !== sum) {
    throw new ServerError('BadValue', `Failed to apply $inc operations to current value: '${path}' would overflow`);
  }
  const staysInt32 = isInt32(before) && isInt32(operand) && BigInt.asIntN(32, sum) === sum;
  return staysInt32 ? new Int32(Number(sum)) : sum;
}
