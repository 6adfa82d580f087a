import { displayFileName } from './displayFileName.ts';

test.each([
  ['users.csv', 'users.csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\ada\\users.csv', 'users.csv'],
  ['na\u0308me.csv', 'n\u00e4me.csv'],
  ['a\u0000b\r\nc\u202egnp.csv', 'abcgnp.csv'],
  ['a\ud800b.csv', 'ab.csv'],
  ['  spaced out.csv  ', 'spaced out.csv'],
  ['folder/', 'upload.csv'],
  ['', 'upload.csv'],
])('%j is shown as %j', (name, shown) => {
  expect(displayFileName(name)).toBe(shown);
});

test('a long name is cut, never within a character', () => {
  expect(displayFileName('x'.repeat(300))).toHaveLength(255);
  expect(displayFileName(`${'x'.repeat(254)}😀`)).toBe('x'.repeat(254));
});
