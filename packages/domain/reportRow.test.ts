import { planRows } from '@muster/testkit/builders';
import fc from 'fast-check';
import { issueOf } from './flaw.ts';
import { readHeader } from './readHeader.ts';
import { readRow } from './readRow.ts';
import { placedReportRow, reportHeader, reportRow, unplacedReportRow } from './reportRow.ts';

const { header } = readHeader([' User E-Mail', 'email', 'Role', '_row', '_errors', '_note'], 1, 'import-users');
const row = readRow(header, { row: 7, cells: ['x', ' a@b.de ', "'=Agent", '3', 'old', 'keep', 'beyond'], cut: false });

test('the header is as it was uploaded, without what an earlier report added', () => {
  expect(reportHeader(header)).toEqual([' User E-Mail', 'email', 'Role', '_note', '_row', '_errors']);
});

test('a header cell that is guarded already is not guarded again', () => {
  const { header } = readHeader(['user_email', "'=A", '=B'], 1, 'import-users');
  expect(reportHeader(header)).toEqual(['user_email', "'=A", "'=B", '_row', '_errors']);
});

test('of a file without a header there are our own two columns', () => {
  expect(reportHeader(null)).toEqual(['_row', '_errors']);
  const empty = issueOf('file_empty', { row: null, column: null }, { value: null });
  expect(unplacedReportRow(null, empty)).toEqual([
    '',
    'file_empty: The file is empty. Upload a table with a header and at least one row.',
  ]);
});

test('cells are as they were understood, guarded again', () => {
  expect(reportRow(row, [])).toEqual(['x', 'a@b.de', "'=Agent", 'keep', '7', '', 'beyond']);
});

test('blank cells beyond the header are no cells', () => {
  const long = readRow(header, { row: 8, cells: ['x', 'a@b.de', 'Agent', '', '', 'keep', '', ' ', ''], cut: false });
  expect(reportRow(long, [])).toEqual(['x', 'a@b.de', 'Agent', 'keep', '8', '']);
});

test('issues are joined, each with its code', () => {
  const place = { row: 7, column: 'user_email' };
  const issues = [
    issueOf('email_invalid', place, { value: 'x' }),
    issueOf('duplicate_in_file', place, { value: 'x', first: 2 }),
  ];
  expect(reportRow(row, issues)[5]).toBe(
    "email_invalid: Row 7, user_email: 'x' is not an e-mail address. Write it like name@example.com. | " +
      "duplicate_in_file: Row 7, user_email: 'x' is in row 2 already. Delete one of the two rows.",
  );
});

test('an issue without a data row makes a row that reads as blank', () => {
  const missing = issueOf('missing_column', { row: 1, column: 'role' }, { value: null, or: 'template' });
  const cells = unplacedReportRow(header, missing);
  expect(cells).toHaveLength(reportHeader(header).length);
  expect(readRow(readHeader(reportHeader(header), 1, 'import-users').header, { row: 2, cells, cut: false }).blank).toBe(
    true,
  );
});

test('a row of a table that is not there is named, and what is wrong with it', () => {
  const issue = issueOf('email_invalid', { row: 7, column: 'user_email' }, { value: 'x' });
  expect(placedReportRow(7, [issue])).toEqual(['7', reportRow(row, [issue])[5]]);
});

test('a short row is filled up, so that our columns stand under their names', () => {
  const short = readRow(header, { row: 9, cells: ['x'], cut: false });
  expect(reportRow(short, [])).toEqual(['x', '', '', '', '9', '']);
});

/*
 * The law of the report: uploaded as it is, it reads as the upload did, so that only corrected cells make a difference.
 */
test('a report uploaded again says the same of every row', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      'a@b.de',
      'Agent',
      'Agnt',
      "'=1",
      '=1',
      "''+x",
      '-',
      '[CLEAR]',
      'French:7',
      'true',
      '\n',
      "'",
    ),
    fc.string(),
  );
  const headerCell = fc.constantFrom(
    'user_email', 'Role', 'name', ' Skills ', 'queues', '_note', '_row', '_errors', '', 'foo', 'email', 'status', '=x',
  ); // prettier-ignore
  const table = fc.tuple(
    fc.array(headerCell, { minLength: 1, maxLength: 8 }).filter((cells) => cells.some((text) => text !== '')),
    fc.array(fc.array(cell, { maxLength: 11 }), { maxLength: 8 }),
  );
  fc.assert(
    fc.property(table, ([headerCells, records]) => {
      const first = planRows([headerCells, ...records]);
      const report = [
        reportHeader(first.header),
        ...first.rows.map((read) =>
          reportRow(
            read,
            first.issues.filter(({ row: at }) => at === read.row),
          ),
        ),
      ];
      const second = planRows(report);
      expect(said(second)).toEqual(said(first));
    }),
    { numRuns: 300 },
  );
});

/** Rows are numbered anew, and columns move up when our own are dropped. */
function said({ issues, changes, rows }: ReturnType<typeof planRows>): unknown {
  const order = new Map(rows.map(({ row: at }, index) => [at, index]));
  return {
    issues: issues.map(({ row: at, column, code, value }) => [at === null ? null : order.get(at), column, code, value]),
    changes: changes.map(({ fields, after }) => ({ fields, after })),
  };
}
