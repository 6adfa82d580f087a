import fc from 'fast-check';
import { readHeader } from './readHeader.ts';
import { userColumns } from './userColumns.ts';

const importColumns = userColumns.filter(({ kinds }) => kinds.includes('import-users')).map(({ name }) => name);

const readColumns = (...cells: string[]) =>
  readHeader(cells, 1, 'import-users').header.columns.map(({ column }) => column.name);
const messages = (...cells: string[]) => readHeader(cells, 1, 'import-users').issues.map(({ message }) => message);

test('columns are found in any order, case and spelling', () => {
  const spelled = fc.shuffledSubarray(importColumns, { minLength: importColumns.length }).chain((names) =>
    fc.tuple(
      fc.constant(names),
      fc.tuple(
        ...names.map((name) =>
          fc
            .tuple(fc.constantFrom(' ', '-', '_'), fc.boolean(), fc.constantFrom('', ' ', '\t', '\u00A0'))
            .map(([joint, upper, blank]) => {
              const text = name.replaceAll('_', joint);
              return `${blank}${upper ? text.toUpperCase() : text}${blank}`;
            }),
        ),
      ),
    ),
  );
  fc.assert(
    fc.property(spelled, ([names, cells]) => {
      const { header, issues } = readHeader(cells, 1, 'import-users');
      expect(issues).toEqual([]);
      expect(header.columns.map(({ column }) => column.name)).toEqual(names);
      expect(header.cells).toEqual(cells);
    }),
  );
});

test.each([
  ['email', 'user_email'],
  ['Name', 'display_name'],
  ['queues', 'agent_queues'],
  ['COUNTRY', 'country_iso_code'],
  ['access', 'user_access'],
])('%s is another name of %s', (alias, column) => {
  expect(readColumns(alias)).toContain(column);
});

test('id is another name of user_id, on update', () => {
  const { header, issues } = readHeader(['ID', 'Version'], 1, 'update-users');
  expect(header.columns.map(({ column }) => column.name)).toEqual(['user_id', 'version']);
  expect(issues).toEqual([]);
});

test('a byte order mark before the first name is no part of it', () => {
  expect(readColumns('\uFEFFuser_email', 'role')).toEqual(['user_email', 'role']);
});

test('version and last_modified_time of an export do no harm to an import', () => {
  expect(messages('user_email', 'role', 'version', 'Last Modified Time')).toEqual([]);
  expect(readColumns('user_email', 'role', 'version', 'last_modified_time')).toEqual(['user_email', 'role']);
});

test('columns that begin with _ are nobody else’s business', () => {
  const { header, issues } = readHeader(['_row', 'user_email', ' _Errors', 'role'], 1, 'import-users');
  expect(issues).toEqual([]);
  expect([...header.ignored]).toEqual([0, 2]);
});

test('blank header cells at the end are what a spreadsheet left over', () => {
  const { header, issues } = readHeader(['user_email', 'role', '', ' ', '_row', '_errors', ''], 1, 'import-users');
  expect(issues).toEqual([]);
  expect(header.width).toBe(2);
});

test.each([
  [['user_email', 'role', 'skils'], "Row 1, skils: there is no column of this name. Did you mean 'skills'?"],
  [
    ['user_email', 'role', 'shoe size'],
    'Row 1, shoe size: there is no column of this name. Delete it, or begin its name with _ to have it ignored.',
  ],
  [
    ['user_email', 'role', 'Status'],
    'Row 1, status: this column is only for Update Users. Delete it, or upload the file under Update Users.',
  ],
  [['user_email', '', 'role'], 'Row 1: column 2 has no name. Name it in the header, or delete it.'],
  [
    ['user_email', 'role', 'E-mail', 'EMAIL'],
    'Row 1, user_email: this column is in the header already, as column 1. Delete one of them; the first counts.',
  ],
  [['role'], 'Row 1, user_email: this column is missing. Add it to the header and fill it in.'],
  [
    ['user_email'],
    'Row 1, role: this column is missing, and so is template. Add one of them to the header and fill it in.',
  ],
])('the header %j is told: %s', (cells, message) => {
  expect(messages(...cells)).toContain(message);
});

test('a header with a template needs no role', () => {
  expect(messages('user_email', 'template')).toEqual([]);
});

test('an update needs one of its two keys', () => {
  const missing = readHeader(['role'], 1, 'update-users').issues;
  expect(missing).toMatchObject([{ code: 'missing_column', column: 'user_email' }]);
  expect(readHeader(['user_id', 'role'], 1, 'update-users').issues).toEqual([]);
});

test('issues name the row of the header and stand in header order', () => {
  const { issues } = readHeader(['foo', 'user_email', 'status', 'user_email', 'bar'], 4, 'import-users');
  expect(issues.map(({ row, column, code }) => [row, column, code])).toEqual([
    [4, 'foo', 'unknown_column'],
    [4, 'status', 'unknown_column'],
    [4, 'user_email', 'duplicate_column'],
    [4, 'bar', 'unknown_column'],
    [4, 'role', 'missing_column'],
  ]);
});

test('nobody means a column that is there already', () => {
  expect(readHeader(['user_email', 'role', 'user_emal'], 1, 'import-users').issues[0]).not.toHaveProperty('suggestion');
  expect(readHeader(['role', 'user_emal'], 1, 'import-users').issues[0]).toMatchObject({ suggestion: 'user_email' });
});

test('a header of 100,000 cells is read in well under a second', () => {
  const cells = Array.from({ length: 100_000 }, (_, at) => `user_emai${at}`);
  const before = process.cpuUsage();
  const { issues } = readHeader(cells, 1, 'import-users');
  const milliseconds = process.cpuUsage(before).user / 1_000; // others may keep the processor, this is ours
  expect(issues).toHaveLength(100_002);
  expect(milliseconds).toBeLessThan(1_500); // 200 when nobody disturbs
});
