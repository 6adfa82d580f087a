import { aReferenceBook, anAccount, planRows } from '@muster/testkit/builders';
import { columnDocs } from './columnDocs.ts';
import { sampleImport } from './sampleImport.ts';

const noSeats = { essentials: 0, premium: 0, elite: 0 };
const sampleOf = (what: Partial<Parameters<typeof sampleImport>[0]> = {}) =>
  sampleImport({ account: anAccount(), references: aReferenceBook(), seatsHeld: noSeats, ...what });

test('the sample has every column of an import', () => {
  expect(sampleOf()[0]).toEqual(columnDocs('import-users').map(({ name }) => name));
});

test('its addresses are nobody’s', () => {
  for (const [address] of sampleOf().slice(1)) expect(address).toMatch(/@example\.com$/);
});

test.each([
  ['a full account', {}],
  ['names that look like formulas', { references: aReferenceBook({ teams: [{ id: 'tea_1', name: '=SUM(A1)' }] }) }],
  [
    'an account that has next to nothing',
    {
      references: aReferenceBook({ queues: [], skills: [], teams: [], templates: [] }),
      account: anAccount({ licenses: noSeats }),
    },
  ],
  [
    'the last seat',
    {
      account: anAccount({ licenses: { essentials: 3, premium: 8, elite: 0 } }),
      seatsHeld: { essentials: 3, premium: 7, elite: 0 },
    },
  ],
  ['queues of one channel', { references: aReferenceBook({ queues: aReferenceBook().queues.all.slice(3) }) }],
])('with people of the account in it, the sample is valid: %s', (_, what) => {
  const { issues, changes } = planRows(sampleOf(what), what);
  expect(issues).toEqual([]);
  expect(changes).toHaveLength(2);
});

test('names that look like formulas are guarded', () => {
  const references = aReferenceBook({ teams: [{ id: 'tea_1', name: '=SUM(A1)' }] });
  expect(sampleOf({ references })[1]).toContain("'=SUM(A1)");
});

test('nobody becomes an administrator by trying it out', () => {
  expect(planRows(sampleOf()).changes.map(({ after }) => after?.roleId)).toEqual(['rol_agent', 'rol_agent']);
});
