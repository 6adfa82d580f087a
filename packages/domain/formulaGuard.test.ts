import fc from 'fast-check';
import { guardCell, unguardCell } from './formulaGuard.ts';

const tricky = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', ' ', 'a'),
    fc.string(),
  ),
});

test('unguarding undoes guarding, for every text', () => {
  fc.assert(fc.property(tricky, (text) => unguardCell(guardCell(text)) === text));
});

test('guarding undoes unguarding, for every cell that was guarded', () => {
  fc.assert(fc.property(tricky.map(guardCell), (cell) => guardCell(unguardCell(cell)) === cell));
});

test('no guarded cell begins like a formula', () => {
  fc.assert(fc.property(tricky, (text) => !/^[=+\-@\t\r\n\0＝＋－＠]/.test(guardCell(text))));
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ["'=quoted", "''=quoted"],
  ['＠SUM', "'＠SUM"],
  ["'tis fine", "'tis fine"],
  ['a=b', 'a=b'],
  ['', ''],
])('%j is written as %j', (text, cell) => {
  expect(guardCell(text)).toBe(cell);
  expect(unguardCell(cell)).toBe(text);
});
