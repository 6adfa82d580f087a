import { Binary, Int32, ObjectId } from 'bson';
import * as fc from 'fast-check';
import { invert, keyOf } from './keyString.ts';
import type { Value } from './value.ts';

/** One of each in BSON's order, neighbours as close as they come. */
const ORDERED: Value[] = [
  undefined, null, NaN, -Infinity, -(2n ** 63n), -9007199254740993n, -9007199254740992, -1.5, new Int32(-1), 0, Number.MIN_VALUE, 1n, 1.5,
  9007199254740992, 9007199254740993n, 9007199254740994, 2n ** 63n - 1n, 2 ** 63, Infinity, '', '\0', '\0\0', '\u0001', 'a', 'a\0', 'a\u0001', 'ab', 'b', 'ä', '\uffee', '\u{1f600}',
  new Map(), new Map<string, Value>([['a', 1]]), new Map<string, Value>([['a', 1], ['b', 1]]), new Map<string, Value>([['b', 1]]), new Map<string, Value>([['a', 'x']]),
  [], [1], [1, 1], [2], new Binary(Buffer.from('zz')), new Binary(Buffer.from('aaa')), new ObjectId('000000000000000000000001'), new ObjectId('ff0000000000000000000000'),
  false, true, new Date(-1), new Date(0), new Date(8.64e15),
]; // prettier-ignore

test('keys sort as BSON does, in both directions', () => {
  const keys = ORDERED.map(keyOf);
  expect([...keys].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys);
  const inverted = keys.map(invert);
  expect([...inverted].sort((a, b) => (a > b ? -1 : 1))).toEqual(inverted);
});

test('numbers are equal across types, and zero has one sign', () => {
  expect(keyOf(new Int32(5))).toBe(keyOf(5));
  expect(keyOf(5n)).toBe(keyOf(5));
  expect(keyOf(-0)).toBe(keyOf(0));
});

test('no key is the beginning of another', () => {
  const keys = ORDERED.map(keyOf);
  for (const key of keys) expect(keys.filter((other) => other.startsWith(key))).toEqual([key]);
});

test('strings sort as their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const expected = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0).toBe(expected);
    }),
  );
});

test('numbers sort by value, int64 included', () => {
  const number = fc.oneof(fc.double({ noNaN: true }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(keyOf(a) < keyOf(b)).toBe(a < b);
    }),
  );
});
