import { matchesEtag } from './etag.ts';

test.each([
  ['"2.0"', true],
  ['W/"2.0"', true],
  ['"1.0", "2.0"', true],
  ['*', true],
  ['"2.1"', false],
  ['2.0', false],
  ['', false],
  [undefined, false],
])('If-None-Match %j against "2.0" is %s', (header, expected) => {
  expect(matchesEtag(header, '"2.0"')).toBe(expected);
});
