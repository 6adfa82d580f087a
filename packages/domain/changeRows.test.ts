import { changeHeader, changeRows } from './changeRows.ts';

test('a change has a row for every cell, in the columns of the result file', () => {
  const change = {
    row: 14,
    userId: 'usr_1',
    userEmail: 'anna@example.com',
    action: 'update',
    userVersion: 3,
    fields: { display_name: { from: 'Anna', to: '=Anna' }, team: { from: 'Support East', to: null } },
    before: {},
    after: {},
  } as const;
  expect(changeHeader).toEqual(['row', 'user_id', 'user_email', 'action', 'column', 'from', 'to']);
  expect(changeRows(change)).toEqual([
    ['14', 'usr_1', 'anna@example.com', 'update', 'display_name', 'Anna', "'=Anna"],
    ['14', 'usr_1', 'anna@example.com', 'update', 'team', 'Support East', ''],
  ]);
});
