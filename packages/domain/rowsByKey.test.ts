import fc from 'fast-check';
import { rowsByKey } from './rowsByKey.ts';

test('finds the first row of a key, as a Map would', () => {
  const keys = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'ab', ''), fc.string({ unit: 'grapheme', maxLength: 40 })));
  fc.assert(
    fc.property(keys, (all) => {
      const rows = rowsByKey();
      const seen = new Map<string, number>();
      for (const [index, key] of all.entries()) {
        expect(rows.firstRow(key, index)).toBe(seen.get(key) ?? null);
        if (!seen.has(key)) seen.set(key, index);
      }
    }),
  );
});

test('stays right while it grows', () => {
  const rows = rowsByKey();
  for (let row = 0; row < 20_000; row += 1) expect(rows.firstRow(`user${row}@example.com`, row)).toBeNull();
  for (let row = 0; row < 20_000; row += 1) expect(rows.firstRow(`user${row}@example.com`, 0)).toBe(row);
});
