import { personInput, referenceInputs } from './referenceInputs.ts';

const nameOf = (name: string) => referenceInputs.teams.safeParse({ name });

test('names are kept in NFC and trimmed', () => {
  expect(nameOf('  Zu\u0308rich ').data?.name).toBe('Zürich');
});

test.each(['', '   ', 'a|b', 'a:b', 'a\nb', 'a\u0000b', 'a\u2028b', '[CLEAR]', ' [clear] ', '\ud800', 'x'.repeat(101)])(
  'nothing is called %j',
  (name) => {
    expect(nameOf(name).success).toBe(false);
  },
);

test('a name has as many characters as people count', () => {
  expect(nameOf('😀'.repeat(100)).success).toBe(true);
  expect(nameOf('😀'.repeat(101)).success).toBe(false);
});

test('each kind has its own longest name', () => {
  const roles = (length: number) => referenceInputs.roles.safeParse({ name: 'x'.repeat(length) }).success;
  const queues = (length: number) =>
    referenceInputs.queues.safeParse({ name: 'x'.repeat(length), channel: 'voice' }).success;
  expect([roles(50), roles(51), queues(150), queues(151)]).toEqual([true, false, true, false]);
});

test.each([
  [{ type: 'text', maxLevel: 3 }, false],
  [{ type: 'text', maxLevel: 1 }, true],
  [{ type: 'text' }, true],
  [{ type: 'proficiency', maxLevel: 3 }, true],
  [{ type: 'proficiency', maxLevel: 6 }, false],
  [{ type: 'proficiency' }, true],
])('a skill that is %j: %s', (skill, isPossible) => {
  expect(referenceInputs.skills.safeParse({ name: 'French', ...skill }).success).toBe(isPossible);
});

test('a template cannot give an address', () => {
  const values = { email: 'a@example.com' };
  expect(referenceInputs.templates.safeParse({ name: 'x', type: 'add', values }).error?.issues).toMatchObject([
    { code: 'unrecognized_keys', path: ['values'], keys: ['email'] },
  ]);
});

test('a person has an address and a name', () => {
  const check = (email: string, displayName: string) => personInput.safeParse({ email, displayName }).success;
  expect(check('anna@example.com', 'Anna')).toBe(true);
  expect([check('anna', 'Anna'), check('anna@example.com', ''), check('anna@example.com', 'A\tB')]).toEqual([
    false,
    false,
    false,
  ]);
});
