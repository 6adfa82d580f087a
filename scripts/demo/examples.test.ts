import { idPrefixes, issueScopes, referenceBook, type IssueCode, type NewId } from '@muster/domain';
import { planRows } from '@muster/testkit/builders';
import { demoAccount } from './demoAccount.ts';
import { eliteRows, errorsExample, mistakes } from './errorsExample.ts';
import { importExample } from './importExample.ts';

let made = 0;
const newId: NewId = (kind) => `${idPrefixes[kind]}_${String((made += 1)).padStart(10, '0')}`;
const at = new Date('2026-01-05T09:00:00Z');
const demo = demoAccount({ id: 'acc_1', adminUserId: newId('user'), newId, at });
const held = (name: string): number => demo.users.filter((user) => user.package === name).length;
const situation = {
  account: demo.account,
  references: referenceBook(demo.references),
  people: demo.people,
  users: demo.users,
  seatsHeld: { essentials: held('essentials'), premium: held('premium'), elite: held('elite') },
};

it('import-1000.csv adds 1,000 people as it is', () => {
  const { issues, changes } = planRows(importExample(), situation);
  expect(issues).toEqual([]);
  expect(changes).toHaveLength(1_000);
});

it('import-1000.csv uses every template, team and package in a way that leaves seats', () => {
  const { changes } = planRows(importExample(), situation);
  const packages = new Set(changes.map(({ after }) => after?.package));
  expect(packages).toEqual(new Set(['essentials', 'premium', null]));
});

it('import-with-errors.csv makes in every row the mistake it says', () => {
  const { issues } = planRows(errorsExample(), situation);
  const firstRow = 3; // after the header and a row without mistakes
  mistakes.forEach(([code], index) => {
    expect(issues.filter(({ row }) => row === firstRow + index).map((issue) => issue.code)).toContain(code);
  });
  expect(issues.filter(({ row }) => row === 2)).toEqual([]);
});

it('import-with-errors.csv asks for one elite seat too many', () => {
  expect((demo.account.licenses.elite ?? 0) - held('elite')).toBe(eliteRows - 1);
});

/** What only other files can show: unreadable bytes, files without rows or with too many, updates and undoing. */
const elsewhere: IssueCode[] = [
  ...(['file_empty', 'not_csv', 'encoding_unsupported', 'csv_malformed', 'record_too_long'] as const),
  ...(['file_no_rows', 'too_many_rows', 'missing_column'] as const),
  ...(['key_required', 'user_not_found', 'key_mismatch', 'needs_not_ready', 'stale_row'] as const),
  ...(['changed_since', 'reference_gone', 'self_lockout', 'last_admin'] as const),
];

it('import-with-errors.csv shows every issue that an import of readable rows can raise', () => {
  const { issues } = planRows(errorsExample(), situation);
  const shown = new Set<string>([...issues.map(({ code }) => code), ...elsewhere]);
  expect(Object.keys(issueScopes).filter((code) => !shown.has(code))).toEqual([]);
});
