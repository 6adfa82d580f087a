import { aReferenceBook } from '@muster/testkit/builders';
import { cellContext, type CellType } from './cellType.ts';
import { emailAddress, launchUrl, text, wholeNumber } from './plainCells.ts';

const context = cellContext(aReferenceBook());

function flawIn<T>(cell: CellType<T>, content: string): string | null {
  const parsed = cell.parse(content, context);
  return 'flaws' in parsed ? parsed.flaws.map(({ code }) => code).join() : null;
}

test.each([
  'plain@example.com',
  "o'neill+tag@example.co.uk",
  'müller@bücher.example',
  '=cmd@example.com',
  `${'x'.repeat(64)}@example.com`,
])('%s is an e-mail address', (address) => {
  expect(flawIn(emailAddress, address)).toBeNull();
});

test.each([
  'a@b',
  'a b@example.com',
  '.a@example.com',
  'a.@example.com',
  'a..b@example.com',
  'a@-example.com',
  'a@example-.com',
  'a@example.123',
  'a@example..com',
  'a@b@example.com',
  '@example.com',
  'Anna <a@example.com>',
  'a@example.com,b@example.com',
  'zero\u200Bwidth@example.com',
  'a@example.com\nb',
  `${'x'.repeat(65)}@example.com`,
])('%j is no e-mail address', (address) => {
  expect(flawIn(emailAddress, address)).toBe('email_invalid');
});

test('an e-mail address has at most 254 characters', () => {
  const domain = `${'b.'.repeat(124)}com`;
  expect(flawIn(emailAddress, `xx@${domain}`)).toBeNull();
  expect(flawIn(emailAddress, `xxx@${domain}`)).toBe('value_too_long');
});

test.each([
  'https://crm.example.com',
  'HTTPS://crm.example.com/%n',
  'https://%N.example.com:8443/a',
  'https://crm.example.com/caf%C3%A9?who=%E',
  `https://example.com/${'x'.repeat(480)}`,
])('%s can be opened', (url) => {
  expect(flawIn(launchUrl(500), url)).toBeNull();
});

test.each([
  'http://crm.example.com',
  'https://crm.example.com/%Z',
  'https://crm.example.com/100%',
  'https:///path',
  'https:crm.example.com',
  'https://crm example.com',
  'https://crm.example.com/a\nb',
  'https://exa[mple.com',
  'javascript:alert(1)',
  '//crm.example.com',
])('%j cannot be opened', (url) => {
  expect(flawIn(launchUrl(500), url)).toBe('value_invalid');
});

test('an address to open has at most 500 characters', () => {
  expect(flawIn(launchUrl(500), `https://example.com/${'x'.repeat(481)}`)).toBe('value_too_long');
});

test.each([
  ['7', null],
  ['007', null],
  ['0', 'value_out_of_range'],
  ['101', 'value_out_of_range'],
  ['-7', 'value_out_of_range'],
  ['9'.repeat(400), 'value_out_of_range'],
  ['7.0', 'value_invalid'],
  ['1e1', 'value_invalid'],
  ['0x7', 'value_invalid'],
  ['seven', 'value_invalid'],
  ['７', 'value_invalid'],
])('%s as a whole number from 1 to 100: %s', (content, code) => {
  expect(flawIn(wholeNumber(1, 100), content)).toBe(code);
});

test('an emoji is one character', () => {
  expect(flawIn(text(5), '👍👍👍👍👍')).toBeNull();
  expect(flawIn(text(5), '👍👍👍👍👍👍')).toBe('value_too_long');
});

test.each(['a\tb', 'a\0b', 'a\u0085b', 'a\u2028b'])('%j is no line of text', (content) => {
  expect(flawIn(text(100), content)).toBe('value_invalid');
});
