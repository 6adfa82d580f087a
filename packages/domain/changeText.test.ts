import { aChange } from '@muster/testkit/builders';
import { changeText } from './changeText.ts';

const update = aChange({
  action: 'update',
  userVersion: 3,
  fields: { team: { from: 'Support East', to: null } },
  before: { teamId: 'tea_east', capacity: { messages: 1, emails: 2 } },
  after: { teamId: null, capacity: { messages: 1, emails: 3 } },
});

test('the same plan made twice has the same texts, whatever ids it makes up and in which order members are stored', () => {
  expect(changeText(aChange({ userId: 'usr_1' }))).toBe(changeText(aChange({ userId: 'usr_2' })));
  const reordered = { capacity: { emails: 2, messages: 1 }, teamId: 'tea_east' };
  expect(changeText({ ...update, before: reordered, userVersion: 4 })).toBe(changeText(update));
});

test.each([
  ['another user', { userId: 'usr_other' }],
  ['another row', { row: 3 }],
  ['another name for the same thing', { fields: { team: { from: 'East', to: null } } }],
  ['another value', { after: { ...update.after, teamId: 'tea_west' } }],
  ['another action', { action: 'remove' as const }],
])('%s makes another text', (_, what) => {
  expect(changeText({ ...update, ...what })).not.toBe(changeText(update));
});
