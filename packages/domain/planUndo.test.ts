import { aPlanContext, aReferenceBook, aUser, anAccount, planRows } from '@muster/testkit/builders';
import type { Change } from './change.ts';
import { planUndo, type UndoContext, type UndoFound } from './planUndo.ts';
import type { User, UserFields } from './user.ts';

const anna = aUser({ id: 'usr_anna', version: 7, teamId: 'tea_east', teamRole: 'agent' });

/** The undo of some changes, users being as they are now. */
function undo(changes: readonly [Change, Partial<UndoFound>][], situation: Partial<UndoContext> = {}) {
  const planner = planUndo({ ...aPlanContext(), onConflict: 'block', ...situation });
  const plans = changes.map(([change, found]) => planner.plan(change, { user: null, emailTaken: false, ...found }));
  return {
    issues: [...plans.flatMap(({ issues }) => issues), ...planner.accountIssues()],
    changes: plans.flatMap(({ change }) => change ?? []),
  };
}

/** What an update of Anna changes, and Anna after it. */
function updated(cells: Record<string, string>, before = anna): { change: Change; user: User } {
  const table = [
    ['user_id', ...Object.keys(cells)],
    [before.id, ...Object.values(cells)],
  ];
  const { changes, issues } = planRows(table, { kind: 'update-users', users: [before] });
  expect(issues).toEqual([]);
  return { change: changes[0]!, user: { ...before, ...changes[0]!.after, version: before.version + 1 } };
}

/** What an import of Ben changes, and Ben after it. */
function imported(): { change: Change; user: User } {
  const table = [
    ['user_email', 'role', 'package'],
    ['ben@example.com', 'Agent', 'premium'],
  ];
  const [change] = planRows(table).changes;
  return { change: change!, user: { ...aUser(), ...change!.after, id: change!.userId, version: 1 } };
}

test('a changed user is as before, whatever else they are', () => {
  const { change, user } = updated({ display_name: 'Anna Maria', concurrent_email_capacity: '3', skills: 'Refunds' });
  expect(undo([[change, { user }]])).toEqual({
    issues: [],
    changes: [
      {
        row: 2,
        userId: 'usr_anna',
        userEmail: 'anna@example.com',
        action: 'update',
        userVersion: 8,
        fields: {
          display_name: { from: 'Anna Maria', to: 'Anna Berg' },
          skills: { from: 'Refunds', to: null },
          concurrent_email_capacity: { from: '3', to: '1' },
        },
        before: {
          displayName: 'Anna Maria',
          skills: [{ skillId: 'skl_refunds', level: null }],
          capacity: { messages: 1, emails: 3 },
        },
        after: { displayName: 'Anna Berg', skills: [], capacity: { messages: 1, emails: 1 } },
      },
    ],
  });
});

test('a created user is removed, with everything they have', () => {
  const { change, user } = imported();
  const { changes, issues } = undo([[change, { user }]]);
  expect(issues).toEqual([]);
  expect(changes).toEqual([
    {
      ...{ row: 2, userId: user.id, userEmail: 'ben@example.com', action: 'remove', userVersion: 1 },
      fields: Object.fromEntries(Object.entries(change.fields).map(([name, { to }]) => [name, { from: to, to: null }])),
      before: change.after,
      after: null,
    },
  ]);
});

test('undone again, a removed user is back under the same id, a changed one as the update left them', () => {
  const { change: creation, user: ben } = imported();
  const { change: update, user: later } = updated({ team: '[CLEAR]' });
  const [removal, back] = undo([
    [creation, { user: ben }],
    [update, { user: later }],
  ]).changes;
  const restored: User = { ...later, ...back!.after, version: 9 };
  expect(restored).toEqual({ ...anna, version: 9 });
  expect(
    undo([
      [removal!, {}],
      [back!, { user: restored }],
    ]),
  ).toEqual({
    issues: [],
    changes: [creation, { ...update, userVersion: 9 }],
  });
});

test('users who are gone already stay gone', () => {
  const { change } = updated({ team: '[CLEAR]' });
  expect(
    undo([
      [change, {}],
      [imported().change, {}],
    ]),
  ).toEqual({ issues: [], changes: [] });
});

describe('users changed since', () => {
  const { change, user } = updated({ team: '[CLEAR]' });
  const at = new Date('2030-02-03T04:05:06.789Z');
  const since: User = { ...user, version: 9, updatedAt: at, lastChange: { jobId: 'job_2', row: 14 } };
  const { change: creation, user: ben } = imported();

  test('block the undo, each with who did it', () => {
    const found: [Change, Partial<UndoFound>][] = [
      [change, { user: since }],
      [creation, { user: { ...ben, version: 2, updatedAt: at } }],
    ];
    const { issues, changes } = undo(found);
    expect(changes).toEqual([]);
    expect(issues).toEqual([
      {
        row: 2,
        column: null,
        code: 'changed_since',
        value: 'anna@example.com',
        message:
          "Row 2: 'anna@example.com' was changed since, by row 14 of job job_2 at 2030-02-03T04:05:06.789Z. Undo that " +
          'first, or keep it.',
      },
      expect.objectContaining({
        value: 'ben@example.com',
        message:
          "Row 2: 'ben@example.com' was changed since, by somebody at 2030-02-03T04:05:06.789Z. Undo that first, or " +
          'keep it.',
      }),
    ]);
  });

  test('are kept with onConflict=keep, and the rest is undone', () => {
    const found: [Change, Partial<UndoFound>][] = [
      [change, { user: since }],
      [creation, { user: ben }],
    ];
    const { issues, changes } = undo(found, { onConflict: 'keep' });
    expect(issues).toEqual([]);
    expect(changes.map(({ userEmail, action }) => [userEmail, action])).toEqual([['ben@example.com', 'remove']]);
  });

  test('also those who are there again under another id', () => {
    const [removal] = undo([[creation, { user: ben }]]).changes;
    const found: [Change, Partial<UndoFound>][] = [[removal!, { emailTaken: true }]];
    expect(undo(found).issues).toEqual([
      {
        row: 2,
        column: 'user_email',
        code: 'user_exists',
        value: 'ben@example.com',
        message: "Row 2, user_email: 'ben@example.com' is a user again already. Undo what added them, or keep them.",
      },
    ]);
    expect(undo([[removal!, { user: ben }]]).issues).toMatchObject([{ code: 'user_exists' }]);
    expect(undo(found, { onConflict: 'keep' })).toEqual({ issues: [], changes: [] });
  });
});

describe('what users referred to', () => {
  const stored = aUser({
    id: 'usr_anna',
    ...{ teamId: 'tea_east', teamRole: 'agent', agentQueueIds: ['que_billing', 'que_mail', 'que_chat'] },
    ...{ outboundVoiceQueueId: 'que_billing', skills: [{ skillId: 'skl_french', level: 4 }] },
  });
  const { change, user } = updated(
    {
      ...{ display_name: 'A|B', team: '[CLEAR]', agent_queues: 'Support Mail' },
      ...{ default_outbound_voice_queue: '[CLEAR]', skills: '[CLEAR]' },
    },
    stored,
  );
  const book = aReferenceBook();
  const without = aReferenceBook({
    teams: [],
    queues: book.queues.all.filter(({ id }) => id !== 'que_billing'),
    skills: book.skills.all.filter(({ id }) => id !== 'skl_french'),
  });
  const fieldsAfter = (references = book): UserFields => ({
    ...user,
    ...undo([[change, { user }]], { references }).changes[0]?.after,
  });

  test('is gone: every name of it is an issue', () => {
    const { issues, changes } = undo([[change, { user }]], { references: without });
    expect(changes).toEqual([]);
    expect(issues.map(({ column, code, value }) => [column, code, value])).toEqual([
      ['team', 'reference_gone', 'Support East'],
      ['agent_queues', 'reference_gone', 'Billing Voice'],
      ['default_outbound_voice_queue', 'reference_gone', 'Billing Voice'],
      ['skills', 'reference_gone', 'French'],
    ]);
    expect(issues[0]?.message).toBe("Row 2, team: 'Support East' is no longer there. Create it again, then undo.");
  });

  test('counts by its id, whatever its name is now', () => {
    const references = aReferenceBook({
      teams: [
        { id: 'tea_east', name: 'East' },
        { id: 'tea_2', name: 'Support East' },
      ],
    });
    expect(undo([[change, { user }]], { references }).changes[0]?.fields.team).toEqual({ from: null, to: 'East' });
    expect(fieldsAfter(references)).toEqual({ ...stored, version: 2 });
  });

  test('counts by its name when it was created again', () => {
    const again = aReferenceBook({
      teams: [{ id: 'tea_2', name: 'support east' }],
      queues: [...without.queues.all, { id: 'que_2', name: 'Billing Voice', description: '', channel: 'voice' }],
      skills: [{ id: 'skl_2', name: 'French', category: '', type: 'proficiency', maxLevel: 4 }],
    });
    expect(fieldsAfter(again)).toMatchObject({
      teamId: 'tea_2',
      agentQueueIds: ['que_2', 'que_mail', 'que_chat'],
      outboundVoiceQueueId: 'que_2',
      skills: [{ skillId: 'skl_2', level: 4 }],
    });
  });

  test('became something else: what the rules say now counts', () => {
    const [french, ...skills] = book.skills.all;
    const references = aReferenceBook({
      queues: book.queues.all.map((queue) => (queue.id === 'que_billing' ? { ...queue, channel: 'video' } : queue)),
      skills: [{ ...french!, maxLevel: 3 }, ...skills],
    });
    expect(undo([[change, { user }]], { references }).issues.map(({ column, code }) => [column, code])).toEqual([
      ['skills', 'value_out_of_range'],
      ['default_outbound_voice_queue', 'queue_wrong_channel'],
    ]);
  });

  test('does not matter where the job has changed nothing', () => {
    const { change: renaming, user: renamed } = updated({ display_name: 'Anna Maria' }, stored);
    expect(undo([[renaming, { user: renamed }]], { references: without }).issues).toEqual([]);
  });
});

describe('all changes together', () => {
  test('take seats net of those they free', () => {
    const account = anAccount({ licenses: { essentials: null, premium: 1, elite: 0 } });
    const { change, user } = updated({ package: '[CLEAR]' }, { ...anna, package: 'premium' });
    const { change: creation, user: ben } = imported();
    const full = { account, seatsHeld: { essentials: 0, premium: 1, elite: 0 } };
    expect(undo([[change, { user }]], full).issues).toMatchObject([{ code: 'licenses_exceeded', value: 'premium' }]);
    expect(
      undo(
        [
          [change, { user }],
          [creation, { user: ben }],
        ],
        full,
      ).issues,
    ).toEqual([]);
  });

  test('must not lock out who undoes, and must leave somebody to manage users', () => {
    const { change, user } = updated({ role: 'Admin' });
    const codes = (situation: Partial<UndoContext>) =>
      undo([[change, { user }]], situation).issues.map(({ code }) => code);
    expect(codes({ activeAdmins: 2 })).toEqual([]);
    expect(codes({ activeAdmins: 2, callerUserId: anna.id })).toEqual(['self_lockout']);
    expect(codes({ activeAdmins: 1 })).toEqual(['last_admin']);
    const { change: creation, user: ben } = imported();
    expect(undo([[creation, { user: ben }]], { callerUserId: ben.id }).issues).toMatchObject([
      { code: 'self_lockout' },
    ]);
  });
});
