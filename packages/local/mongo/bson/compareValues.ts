import { keyOf } from './keyString.ts';
import { numeric } from './value.ts';
import type { Value } from './value.ts';

/** BSON's order: negative, 0 or positive. The keys of indexes define it; the rest here is only a faster way to the same. */
export function compareValues(left: Value, right: Value): number {
  if (left === right) return 0;
  if (typeof left === 'string' && typeof right === 'string' && !SURROGATE.test(left) && !SURROGATE.test(right)) {
    return left < right ? -1 : 1;
  }
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  const leftNumber = numeric(left);
  const rightNumber = numeric(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    if (leftNumber < rightNumber) return -1;
    if (leftNumber > rightNumber) return 1;
    // NaN is neither less nor greater: the keys know its place.
  }
  const leftKey = keyOf(left);
  const rightKey = keyOf(right);
  return leftKey < rightKey ? -1 : leftKey > rightKey ? 1 : 0;
}

export function equalValues(left: Value, right: Value): boolean {
  return compareValues(left, right) === 0;
}

/** Strings compare as UTF-8; JS compares UTF-16 units, which differs only where surrogates are involved. */
const SURROGATE = /[\ud800-\udfff]/;
