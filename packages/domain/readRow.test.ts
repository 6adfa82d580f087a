import { readHeader } from './readHeader.ts';
import { isCutOff, readRow } from './readRow.ts';

const { header } = readHeader(['user_email', 'role', 'name', '_note', ''], 1, 'import-users');
const read = (cells: string[], cut = false) => readRow(header, { row: 14, cells, cut });

test('cells are trimmed and lose the quote that guards formulas', () => {
  expect(read([' a@b.de\u00A0', "'=x", "''=x", "'tis", "'\t=x"]).cells).toEqual(['a@b.de', '=x', "'=x", "'tis", '=x']);
});

test.each([[['', ' ', '\u00A0']], [[]], [['', '', '', 'note of an earlier report', '', '']]])(
  'the row %j is blank',
  (cells) => {
    expect(read(cells)).toMatchObject({ blank: true, issues: [] });
  },
);

test('a short row is filled with blanks', () => {
  expect(read(['a@b.de'])).toMatchObject({ blank: false, issues: [] });
});

test('blank cells beyond the header are no cells', () => {
  expect(read(['a@b.de', 'Agent', 'Anna', '', '', '', ' '])).toMatchObject({ issues: [] });
});

test('a cell beyond the header is an issue of its row', () => {
  const message =
    "Row 14: 'Berg' stands in cell 6, where the header has no column. Delete it; if it belongs to the cell before, " +
    'put that cell in quotes.';
  expect(read(['a@b.de', 'Agent', 'Anna', '', '', 'Berg']).issues).toMatchObject([
    { row: 14, column: null, code: 'column_count', message, value: 'Berg' },
  ]);
});

test('a cell under a blank header cell is an issue of its row', () => {
  expect(read(['a@b.de', 'Agent', 'Anna', '', 'Berg']).issues).toMatchObject([{ code: 'column_count', value: 'Berg' }]);
});

test('a short last row without a line end may have been cut off', () => {
  const message =
    'Row 14: this last row ends after 2 of 3 cells, without a line end: the file may have been cut off. Complete ' +
    'the row, or save the file again.';
  expect(read(['a@b.de', 'Agent'], true).issues).toMatchObject([{ code: 'column_count', message }]);
  expect(isCutOff(read(['a@b.de', 'Agent'], true))).toBe(true);
  expect(isCutOff(read(['a@b.de', 'Agent'], false))).toBe(false);
  expect(isCutOff(read(['a@b.de', 'Agent', 'Anna', '', 'Berg'], true))).toBe(false);
  expect(read(['a@b.de', 'Agent', 'Anna'], true).issues).toEqual([]);
});
