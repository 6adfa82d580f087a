import { aReferenceBook, aUser, anAccount, planRows } from '@muster/testkit/builders';
import { columnDocs } from './columnDocs.ts';
import { sampleUpdate } from './sampleUpdate.ts';

const noSeats = { essentials: 0, premium: 0, elite: 0 };
const bare = aReferenceBook({ queues: [], skills: [], teams: [], templates: [] });
const sampleOf = (what: Partial<Parameters<typeof sampleUpdate>[0]> = {}) =>
  sampleUpdate({ account: anAccount(), references: aReferenceBook(), seatsHeld: noSeats, ...what });

test('the sample has every column of an update, and addresses that are nobody’s', () => {
  const [header, ...rows] = sampleOf();
  expect(header).toEqual(columnDocs('update-users').map(({ name }) => name));
  expect(rows.map((cells) => cells.slice(0, 2))).toEqual([
    ['', 'anna.berg@example.com'],
    ['', 'ben.cole@example.com'],
  ]);
});

test.each([
  ['a full account', {}],
  ['names that look like formulas', { references: aReferenceBook({ teams: [{ id: 'tea_1', name: '=SUM(A1)' }] }) }],
  ['an account that has next to nothing', { references: bare, account: anAccount({ licenses: noSeats }) }],
])('with users of the account in it, the sample is valid: %s', (_, what) => {
  const admin = aUser({ email: 'anna.berg@example.com', roleId: 'rol_admin' });
  const plain = aUser({ id: 'usr_ben', email: 'ben.cole@example.com', externalLaunchUrl: 'https://crm.example.com/' });
  const users = [admin, plain];
  const { issues, changes } = planRows(sampleOf(what), {
    ...what,
    kind: 'update-users',
    users,
    callerUserId: admin.id,
  });
  expect(issues).toEqual([]);
  expect(changes.map(({ action }) => action)).toEqual(['update', 'update']);
  expect(changes[1]?.after).toEqual({ displayName: 'Ben Cole', externalLaunchUrl: null });
});
