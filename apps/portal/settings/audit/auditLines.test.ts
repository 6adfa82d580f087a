import { auditLines } from './auditLines.ts';

test('a change is told down to the members that changed', () => {
  const changes = {
    name: { from: 'Billing', to: 'Invoices' },
    limits: { from: { importRows: 1, updateRows: 2 }, to: { importRows: 9, updateRows: 2 } },
    privileges: { from: [], to: ['users:manage'] },
  };
  expect(auditLines({ id: 'que_1', name: 'Invoices', changes })).toEqual([
    'Invoices',
    'name: Billing → Invoices',
    'limits.importRows: 1 → 9',
    'privileges: nothing → users:manage',
  ]);
});

test('what has members is told in one line, without those that are none', () => {
  const counts = { rows: 8, invalid: 0, created: 8 };
  expect(auditLines({ kind: 'import-users', counts, file: { name: 'a.csv', bytes: 3 } })).toEqual([
    'kind: import-users',
    'counts: rows 8, created 8',
    'file: name a.csv, bytes 3',
  ]);
});

test('what else was noted is told, but for what is not there', () => {
  expect(auditLines({ created: 3, updated: 0, by: null })).toEqual(['created: 3', 'updated: 0']);
});
