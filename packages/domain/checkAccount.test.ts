import { aUser, anAccount, planRows } from '@muster/testkit/builders';
import type { User } from './user.ts';

type Cells = Record<string, string>;
type Situation = Parameters<typeof planRows>[1];

const anna = aUser({ id: 'usr_anna', email: 'Anna@example.com' });
const ben = aUser({ id: 'usr_ben', email: 'ben@example.com' });

/** An update with a row per record. */
function update(records: readonly Cells[], situation: Situation = {}) {
  const columns = [...new Set(records.flatMap((cells) => Object.keys(cells)))];
  const table = [columns, ...records.map((cells) => columns.map((name) => cells[name] ?? ''))];
  return planRows(table, { kind: 'update-users', ...situation });
}

const codes = (records: readonly Cells[], situation: Situation = {}) =>
  update(records, situation).issues.map(({ row, column, code }) => `${row} ${column} ${code}`);

const licenses = { essentials: 2, premium: 1, elite: null };
const account = anAccount({ licenses });
const holders = [
  { ...anna, package: 'essentials' },
  { ...ben, package: 'premium' },
] satisfies User[];
const held = { account, users: holders, seatsHeld: { essentials: 1, premium: 1, elite: 0 } };

test('rows take seats net of those they free', () => {
  const swap = [
    { user_id: 'usr_anna', package: 'premium' },
    { user_id: 'usr_ben', package: 'essentials' },
  ];
  expect(codes(swap, held)).toEqual([]);
  const [issue] = update(swap.slice(0, 1), held).issues;
  expect(issue).toMatchObject({ code: 'licenses_exceeded', value: 'premium' });
  expect(issue?.message).toContain('needs 1 more seats, 0 are free');
});

test('only rows without issues of their own count', () => {
  const rows = [
    { user_id: 'usr_anna', package: 'premium' },
    { user_id: 'usr_ben', package: '[CLEAR]', team: 'Nowhere' },
  ];
  expect(codes(rows, held)).toEqual(['3 team reference_not_found', 'null package licenses_exceeded']);
});

const admin = { ...anna, roleId: 'rol_admin' };

test.each([
  ['loses the right to manage users', { role: 'Agent' }],
  ['becomes inactive', { user_access: 'inactive' }],
])('who uploads must not be locked out: %s', (_, cells) => {
  const rows = [{ user_id: admin.id, ...cells }];
  const situation = { users: [admin], activeAdmins: 2 };
  expect(update(rows, { ...situation, callerUserId: admin.id }).issues).toEqual([
    {
      row: null,
      column: null,
      code: 'self_lockout',
      value: 'Anna@example.com',
      message:
        "Row 2 would make 'Anna@example.com', whom this key belongs to, inactive or unable to manage users. " +
        'Leave them as they are, or use the key of another user.',
    },
  ]);
  expect(update(rows, { ...situation, callerUserId: 'usr_ben' }).issues).toEqual([]);
  expect(update([{ user_id: admin.id, name: 'A. B.' }], { ...situation, callerUserId: admin.id }).issues).toEqual([]);
});

test('somebody must remain to manage users', () => {
  const demote = { user_id: admin.id, role: 'Agent' };
  expect(update([demote], { users: [admin, ben] }).issues).toEqual([
    {
      row: null,
      column: null,
      code: 'last_admin',
      value: null,
      message:
        'No active user with the right to manage users would remain. Leave at least one user active in such a role.',
    },
  ]);
  expect(codes([demote, { user_id: ben.id, role: 'Admin' }], { users: [admin, ben] })).toEqual([]);
  expect(codes([demote, { user_id: ben.id, role: 'Admin', access: 'inactive' }], { users: [admin, ben] })).toEqual([
    'null null last_admin',
  ]);
  expect(codes([demote], { users: [admin], activeAdmins: 0 })).toEqual([]);
});
