import * as fc from 'fast-check';
import { SortedKeys } from './sortedKeys.ts';

const key = fc.stringMatching(/^[a-f]{1,3}$/);

test('ranges are those of a sorted list, forwards and backwards', () => {
  fc.assert(
    fc.property(
      fc.array(key),
      fc.array(key),
      key,
      key,
      fc.integer({ min: 1, max: 20 }),
      (first, added, from, to, limit) => {
        const keys = new SortedKeys(new Set(first));
        for (const one of added) keys.add(one);
        const inRange = [...new Set([...first, ...added])].sort().filter((one) => one >= from && one < to);
        expect(keys.range(from, to, false, limit)).toEqual(inRange.slice(0, limit));
        expect(keys.range(from, to, true, limit)).toEqual(inRange.reverse().slice(0, limit));
      },
    ),
  );
});

test('many thousand keys stay in order', () => {
  const keys = new SortedKeys([]);
  const all = Array.from({ length: 5_000 }, (_, i) => String((i * 7919) % 5_000).padStart(5, '0'));
  for (const one of all) keys.add(one);
  expect(keys.range('', 'x', false, Infinity)).toEqual([...all].sort());
  expect(keys.range('01000', '02000', true, 300)).toEqual([...all].sort().slice(1_700, 2_000).reverse());
});
