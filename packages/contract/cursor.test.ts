import { z } from 'zod';
import { formatCursor, parseCursor } from './cursor.ts';
import { isProblem } from './problem.ts';

const scope = { list: 'users', sort: 'email', search: 'Åsa 漢字' };
const after = { value: 'åsa@example.com', id: 'usr_1' };
const schema = z.object({ value: z.string(), id: z.string() });

test('a cursor reads back where the list goes on', () => {
  expect(parseCursor(scope, formatCursor(scope, after), schema)).toEqual(after);
});

test('a cursor can stand in an address as it is', () => {
  expect(formatCursor(scope, after)).toMatch(/^[A-Za-z0-9_-]+$/);
});

test('no cursor is the beginning', () => {
  expect(parseCursor(scope, undefined, schema)).toBeNull();
});

test('an absent filter and an undefined one are the same', () => {
  const cursor = formatCursor({ ...scope, teamId: undefined }, after);
  expect(parseCursor(scope, cursor, schema)).toEqual(after);
});

test.each([
  ['another list', { ...scope, list: 'jobs' }],
  ['another sort order', { ...scope, sort: '-email' }],
  ['another filter', { ...scope, search: 'x' }],
  ['one filter more', { ...scope, teamId: 'tea_1' }],
])('a cursor of one list is refused by %s', (_, other) => {
  expect(codeThrown(() => parseCursor(other, formatCursor(scope, after), schema))).toBe('invalid_cursor');
});

test.each(['', 'abc', '%%%', 'bnVsbA', formatCursor(scope, 'of another shape')])('%j is refused', (cursor) => {
  expect(codeThrown(() => parseCursor(scope, cursor, schema))).toBe('invalid_cursor');
});

function codeThrown(call: () => unknown): string | null {
  try {
    call();
  } catch (thrown) {
    return isProblem(thrown) ? thrown.code : String(thrown);
  }
  return null;
}
