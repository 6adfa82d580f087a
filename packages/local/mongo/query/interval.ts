import { keyOf, LOWEST_NUMBER, TYPE_BYTE } from '../bson/keyString.ts';
import { kindOf } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { endOf } from '../store/keys.ts';

/** A stretch of one field's values, as keys: from `low` up to but not including `high`. */
export interface Interval {
  readonly low: string;
  readonly high: string;
  /** Exactly one value. */
  readonly isPoint: boolean;
}

export function pointAt(value: Value): Interval {
  const key = keyOf(value);
  return { low: key, high: endOf(key), isPoint: true };
}

/** The values a comparison finds: within the operand's type only, and never NaN. */
export function rangeOf(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: Value): Interval {
  const key = keyOf(operand);
  const type = TYPE_BYTE[kindOf(operand)];
  const lowest = type === TYPE_BYTE.double ? LOWEST_NUMBER : type;
  const highest = successor(type);
  switch (operator) {
    case '$gt':
      return { low: endOf(key), high: highest, isPoint: false };
    case '$gte':
      return { low: key, high: highest, isPoint: false };
    case '$lt':
      return { low: lowest, high: key, isPoint: false };
    case '$lte':
      return { low: lowest, high: endOf(key), isPoint: false };
  }
}

/** All strings that start with `prefix` (ASCII, not empty). */
export function startingWith(prefix: string): Interval {
  const key = keyOf(prefix).slice(0, -1);
  return { low: key, high: successor(key), isPoint: false };
}

/** What lies in both lists; each is in order and without overlaps, and so is the result. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  return sortIntervals(
    left.flatMap((a) =>
      right.flatMap((b) => {
        const low = a.low > b.low ? a.low : b.low;
        const high = a.high < b.high ? a.high : b.high;
        return low < high ? [{ low, high, isPoint: a.isPoint || b.isPoint }] : [];
      }),
    ),
  );
}

/** The one stretch that reaches from the lowest to the highest of them. */
export function hull(intervals: readonly Interval[]): Interval[] {
  const [first, ...more] = intervals;
  if (!first) return [];
  let { low, high } = first;
  for (const interval of more) {
    if (interval.low < low) low = interval.low;
    if (interval.high > high) high = interval.high;
  }
  return [{ low, high, isPoint: intervals.every((interval) => interval.isPoint && interval.low === low) }];
}

/** In order and without repetitions, e.g. for `$in: ['b', 'a', 'b']`. */
export function sortIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => (a.low < b.low ? -1 : 1));
  return sorted.filter((interval, i) => interval.low !== sorted[i - 1]?.low);
}

/** The first string above all that start with `prefix`, whose last byte is not 0xff. */
function successor(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}
