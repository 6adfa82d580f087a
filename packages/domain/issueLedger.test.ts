import { issueOf } from './flaw.ts';
import type { Issue } from './issue.ts';
import { issueLedger } from './issueLedger.ts';

const stranger = (row: number, email = `p${row}@example.com`): Issue =>
  issueOf('person_not_found', { row, column: 'user_email' }, { value: email });
const typo = (row: number, value: string): Issue =>
  issueOf('reference_not_found', { row, column: 'role' }, { value, noun: 'role', suggestion: 'Agent' });
const noRows = issueOf('file_no_rows', { row: null, column: null }, { value: null });
const licences = issueOf(
  'licenses_exceeded',
  { row: null, column: 'package' },
  { value: 'elite', package: 'elite', needed: 40, free: 25 },
);

test('issues stand in the order file, rows, account, whenever they were found', () => {
  const ledger = issueLedger();
  ledger.add([stranger(2), typo(2, 'Agnt')]);
  ledger.add([licences, stranger(3), noRows]);
  expect(ledger.issues()).toEqual([noRows, stranger(2), typo(2, 'Agnt'), stranger(3), licences]);
  expect(ledger.unplaced()).toEqual([noRows, licences]);
});

test('rows are counted once, and only for issues of their own', () => {
  const ledger = issueLedger();
  ledger.add([stranger(2), typo(2, 'Agnt')]);
  ledger.add([typo(2, 'Agnt'), stranger(7)]);
  ledger.add([noRows, licences, issueOf('missing_column', { row: 1, column: 'role' }, { value: null, or: null })]);
  expect([ledger.total(), ledger.invalidRows()]).toEqual([7, 2]);
});

test('400 strangers, or 400 rows with the same typo, are one group', () => {
  const ledger = issueLedger();
  for (let row = 2; row < 402; row += 1) ledger.add([stranger(row), typo(row, row % 2 === 0 ? 'Agnt' : 'AGNT')]);
  ledger.add([typo(402, 'Agant')]);
  const firstRows = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  expect(ledger.groups()).toEqual([
    { code: 'person_not_found', column: 'user_email', value: null, count: 400, firstRows },
    { code: 'reference_not_found', column: 'role', value: 'Agnt', count: 400, firstRows, suggestion: 'Agent' },
    { code: 'reference_not_found', column: 'role', value: 'Agant', count: 1, firstRows: [402], suggestion: 'Agent' },
  ]);
});

test('a group names a row once, however often it occurs in it', () => {
  const ledger = issueLedger();
  ledger.add([typo(2, 'Agnt'), typo(2, 'Agnt'), typo(3, 'Agnt')]);
  expect(ledger.groups()).toMatchObject([{ count: 3, firstRows: [2, 3] }]);
});

test('everything is counted, the first 10,000 are kept', () => {
  const ledger = issueLedger();
  for (let row = 2; row < 30_002; row += 1) ledger.add([stranger(row), typo(row, `role ${row}`)]);
  ledger.add([noRows]);
  expect([ledger.total(), ledger.invalidRows()]).toEqual([60_001, 30_000]);
  expect(ledger.issues()).toHaveLength(10_000);
  expect(ledger.issues()[0]).toEqual(noRows);
});

test('typos beyond 10,000 different ones are counted together', () => {
  const ledger = issueLedger();
  for (let row = 2; row < 30_002; row += 1) ledger.add([typo(row, `role ${row}`)]);
  const [largest, ...others] = ledger.groups();
  expect(largest).toMatchObject({ code: 'reference_not_found', column: 'role', value: null, count: 20_000 });
  expect(largest).not.toHaveProperty('suggestion');
  expect(others).toHaveLength(10_000);
});

test('unknown columns beyond 10,000 are counted together', () => {
  const ledger = issueLedger();
  const facts = { reason: 'unknown', place: 1 } as const;
  for (let at = 0; at < 20_000; at += 1) {
    ledger.add([issueOf('unknown_column', { row: 1, column: `c${at}` }, { value: `c${at}`, ...facts })]);
  }
  expect(ledger.groups()).toHaveLength(10_001);
  expect(ledger.groups()[0]).toMatchObject({ code: 'unknown_column', column: null, value: null, count: 10_000 });
});
