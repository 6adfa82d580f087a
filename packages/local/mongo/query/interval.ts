import { invert, keyOf, LOWEST_NUMBER, TYPE_BYTE } from '../bson/keyString.ts';
import { kindOf } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { endOf } from '../store/keys.ts';

/** A stretch of one field's values, as keys: from `low` up to but not including `high`. */
export interface Interval {
  readonly low: Edge;
  readonly high: Edge;
  /** Exactly one value. */
  readonly isPoint: boolean;
}

/** The same place in an ascending and in a descending index. */
interface Edge {
  readonly ascending: string;
  readonly descending: string;
}

export function pointAt(value: Value): Interval {
  const key = keyOf(value);
  return { low: before(key), high: after(key), isPoint: true };
}

/** The values a comparison finds: within the operand's type only, and never NaN. */
export function rangeOf(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: Value): Interval {
  const key = keyOf(operand);
  const type = TYPE_BYTE[kindOf(operand)];
  const lowest = type === TYPE_BYTE.double ? before(LOWEST_NUMBER) : atByte(type.charCodeAt(0));
  const highest = atByte(type.charCodeAt(0) + 1);
  switch (operator) {
    case '$gt':
      return { low: after(key), high: highest, isPoint: false };
    case '$gte':
      return { low: before(key), high: highest, isPoint: false };
    case '$lt':
      return { low: lowest, high: before(key), isPoint: false };
    case '$lte':
      return { low: lowest, high: after(key), isPoint: false };
  }
}

/** All strings that start with `prefix` (ASCII, not empty). */
export function startingWith(prefix: string): Interval {
  const key = keyOf(prefix).slice(0, -1);
  const inverted = invert(key);
  return {
    low: { ascending: key, descending: successor(inverted) },
    high: { ascending: successor(key), descending: inverted },
    isPoint: false,
  };
}

/** What lies in both lists; each is in order and without overlaps, and so is the result. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  return sortIntervals(
    left.flatMap((a) =>
      right.flatMap((b) => {
        const low = a.low.ascending > b.low.ascending ? a.low : b.low;
        const high = a.high.ascending < b.high.ascending ? a.high : b.high;
        return low.ascending < high.ascending ? [{ low, high, isPoint: a.isPoint || b.isPoint }] : [];
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
    if (interval.low.ascending < low.ascending) low = interval.low;
    if (interval.high.ascending > high.ascending) high = interval.high;
  }
  return [
    { low, high, isPoint: intervals.every((interval) => interval.isPoint && interval.low.ascending === low.ascending) },
  ];
}

/** In order and without repetitions, e.g. for `$in: ['b', 'a', 'b']`. */
export function sortIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => (a.low.ascending < b.low.ascending ? -1 : 1));
  return sorted.filter((interval, i) => interval.low.ascending !== sorted[i - 1]?.low.ascending);
}

/** Where the interval begins and ends in an index of this direction. */
export function bytesOf(interval: Interval, descending: boolean): { from: string; to: string } {
  return descending
    ? { from: interval.high.descending, to: interval.low.descending }
    : { from: interval.low.ascending, to: interval.high.ascending };
}

function before(key: string): Edge {
  return { ascending: key, descending: endOf(invert(key)) };
}

function after(key: string): Edge {
  return { ascending: endOf(key), descending: invert(key) };
}

/** The border below all keys that start with this byte. */
function atByte(byte: number): Edge {
  return { ascending: String.fromCharCode(byte), descending: String.fromCharCode(256 - byte) };
}

/** The first string above all that start with `prefix`, whose last byte is not 0xff. */
function successor(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}
