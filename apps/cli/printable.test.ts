import { printable, table } from './printable.ts';

it.each([
  ['\u001b[2J', '\\u{1b}[2J'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['a\u200bb', 'a\\u{200b}b'],
  ['two\nlines', 'two\\u{a}lines'],
  ['Zürich 東京 👩', 'Zürich 東京 👩'],
])('shows %j as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('sets cells in columns', () => {
  expect(
    table([
      ['a', 'long', 'x'],
      ['bbb', 'c', ''],
    ]),
  ).toEqual(['a    long  x', 'bbb  c']);
});
