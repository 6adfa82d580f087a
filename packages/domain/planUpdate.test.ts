import { aPlanContext, aReferenceBook, aUser, planRows } from '@muster/testkit/builders';
import { planUpdate } from './planUpdate.ts';
import type { User } from './user.ts';

type Cells = Record<string, string>;
type Situation = Parameters<typeof planRows>[1];

const anna = aUser({ id: 'usr_anna', version: 7, email: 'Anna@example.com' });
const ben = aUser({ id: 'usr_ben', version: 3, email: 'ben@example.com', displayName: 'Ben Cole' });

/** An update of Anna and Ben, unless said otherwise, with a row per record. */
function update(records: readonly Cells[], situation: Situation = {}) {
  const columns = [...new Set(records.flatMap((cells) => Object.keys(cells)))];
  const table = [columns, ...records.map((cells) => columns.map((name) => cells[name] ?? ''))];
  return planRows(table, { kind: 'update-users', users: [anna, ben], ...situation });
}

const codes = (records: readonly Cells[], situation: Situation = {}) =>
  update(records, situation).issues.map(({ row, column, code }) => `${row} ${column} ${code}`);

/** What these cells change of a user who is like this. */
function changeOf(stored: Partial<User>, cells: Cells, situation: Situation = {}) {
  const { issues, changes } = update([{ user_id: anna.id, ...cells }], {
    users: [{ ...anna, ...stored }],
    ...situation,
  });
  expect(issues).toEqual([]);
  expect(changes.length).toBeLessThan(2);
  return changes[0] ?? null;
}

test('a row changes what its cells say, and nothing else', () => {
  const cells = { name: 'Anna Maria', status: '', concurrent_email_capacity: '4', team: 'Support East' };
  const { issues, changes } = update([{ user_id: 'usr_anna', ...cells }]);
  expect(issues).toEqual([]);
  expect(changes).toEqual([
    {
      row: 2,
      userId: 'usr_anna',
      userEmail: 'Anna@example.com',
      action: 'update',
      userVersion: 7,
      fields: {
        display_name: { from: 'Anna Berg', to: 'Anna Maria' },
        team: { from: null, to: 'Support East' },
        team_role: { from: null, to: 'agent' },
        concurrent_email_capacity: { from: '1', to: '4' },
      },
      before: { displayName: 'Anna Berg', teamId: null, teamRole: null, capacity: { messages: 1, emails: 1 } },
      after: {
        displayName: 'Anna Maria',
        teamId: 'tea_east',
        teamRole: 'agent',
        capacity: { messages: 1, emails: 4 },
      },
    },
  ]);
});

test('a user is found by id, by address in any case, or by both', () => {
  const { issues, changes } = update([
    { user_id: 'usr_anna', user_access: 'inactive' },
    { user_email: 'BEN@example.com', user_access: 'inactive' },
  ]);
  expect(issues).toEqual([]);
  expect(changes.map(({ userId, userEmail }) => [userId, userEmail])).toEqual([
    ['usr_anna', 'Anna@example.com'],
    ['usr_ben', 'ben@example.com'],
  ]);
  expect(changeOf({}, { user_email: 'anna@EXAMPLE.com', user_access: 'inactive' })?.fields).toEqual({
    user_access: { from: 'active', to: 'inactive' },
  });
});

test('every wrong key cell is an issue where it stands', () => {
  expect(
    codes([
      { user_id: '', user_email: '', name: 'x' },
      { user_id: 'usr_nobody' },
      { user_email: 'nobody@example.com' },
      { user_email: 'nobody' },
      { user_id: 'usr_anna', user_email: 'new@example.com' },
      { user_id: 'usr_nobody', user_email: 'ben@example.com' },
      { user_id: 'usr_1', user_email: 'nobody@example.com' },
      { user_id: 'x'.repeat(1_000_000) },
      { user_id: '[clear]', user_email: '[CLEAR]' },
    ]),
  ).toEqual([
    '2 user_email key_required',
    '3 user_id user_not_found',
    '4 user_email user_not_found',
    '5 user_email email_invalid',
    '6 user_email user_not_found',
    '7 user_id user_not_found',
    '8 user_id user_not_found',
    '8 user_email user_not_found',
    '9 user_id user_not_found',
    '10 user_id clear_not_allowed',
    '10 user_email clear_not_allowed',
  ]);
});

test('an id and an address of two users are one mismatch', () => {
  expect(codes([{ user_id: 'usr_anna', user_email: 'ben@example.com', status: 'Reddy' }])).toEqual([
    '2 user_id key_mismatch',
    '2 status value_invalid',
  ]);
});

test('a header without a key is said once, and the rows are judged all the same', () => {
  expect(codes([{ name: 'Anna', status: 'Reddy' }, { name: 'Ben' }])).toEqual([
    '1 user_email missing_column',
    '2 status value_invalid',
  ]);
  expect(codes([{ user_id: '', name: 'Anna' }])).toEqual(['2 user_id key_required']);
});

test('the cells of a row about nobody are judged one by one', () => {
  expect(
    codes([{ user_id: 'usr_nobody', team: 'Nowhere', sub_status: 'Break', add_ons: 'magic', package: '[CLEAR]' }]),
  ).toEqual(['2 user_id user_not_found', '2 team reference_not_found', '2 add_ons value_invalid']);
});

test('the same user twice is a duplicate, however keyed', () => {
  const { issues } = update([
    { user_email: 'anna@example.com', name: 'x'.repeat(101) },
    { user_id: 'usr_anna' },
    { user_id: 'usr_anna', user_email: 'anna@example.com' },
    { user_email: 'ANNA@example.com' },
  ]);
  expect(issues.slice(1).map(({ row, column, value, message }) => [row, column, value, message])).toEqual([
    [3, 'user_id', 'usr_anna', "Row 3, user_id: 'usr_anna' is in row 2 already. Delete one of the two rows."],
    [4, 'user_id', 'usr_anna', "Row 4, user_id: 'usr_anna' is in row 2 already. Delete one of the two rows."],
    [
      5,
      'user_email',
      'ANNA@example.com',
      "Row 5, user_email: 'ANNA@example.com' is in row 2 already. Delete one of the two rows.",
    ],
  ]);
});

test('a row with cells beyond the header is not looked up, nor checked further', () => {
  const table = [['user_id'], ['usr_anna', 'x']];
  const { issues, changes } = planRows(table, { kind: 'update-users', users: [anna] });
  expect(issues.map(({ code }) => code)).toEqual(['column_count']);
  expect(changes).toEqual([]);
});

describe('[CLEAR]', () => {
  const whole = {
    package: 'premium',
    addOns: ['ai_expert_assist'],
    teamId: 'tea_east',
    teamRole: 'supervisor',
    status: 'Not Ready',
    subStatus: 'Meal',
    clientIntegration: 'Zendesk',
    agentQueueIds: ['que_billing', 'que_chat'],
    supervisorQueueIds: ['que_mail'],
    outboundVoiceQueueId: 'que_billing',
    outboundMessageQueueId: 'que_chat',
    skills: [{ skillId: 'skl_refunds', level: null }],
    externalLaunchUrl: 'https://crm.example.com/',
  } satisfies Partial<User>;

  test.each([
    ['package', { package: null, addOns: [] }],
    ['add_ons', { addOns: [] }],
    ['team', { teamId: null, teamRole: null }],
    ['sub_status', { subStatus: null }],
    ['client_integration', { clientIntegration: 'Default' }],
    ['supervisor_queues', { supervisorQueueIds: [] }],
    ['default_outbound_voice_queue', { outboundVoiceQueueId: null }],
    ['default_outbound_message_queue', { outboundMessageQueueId: null }],
    ['skills', { skills: [] }],
    ['external_launch_url', { externalLaunchUrl: null }],
  ])('takes away %s and what depends on it', (column, after) => {
    expect(changeOf(whole, { [column]: '[Clear]' })?.after).toEqual(after);
  });

  test('in queues it needs the default queues to go too', () => {
    const users = [{ ...anna, ...whole }];
    expect(codes([{ user_id: anna.id, agent_queues: '[CLEAR]' }], { users })).toEqual([
      '2 default_outbound_voice_queue queue_not_assigned',
      '2 default_outbound_message_queue queue_not_assigned',
    ]);
    const outbound = { default_outbound_voice_queue: '[CLEAR]', default_outbound_message_queue: '[CLEAR]' };
    expect(changeOf(whole, { agent_queues: '[CLEAR]', ...outbound })?.after).toEqual({
      agentQueueIds: [],
      outboundVoiceQueueId: null,
      outboundMessageQueueId: null,
    });
  });

  test('of a base and its dependant is no contradiction', () => {
    expect(changeOf(whole, { package: '[CLEAR]', add_ons: '[CLEAR]' })?.after).toEqual({ package: null, addOns: [] });
  });

  test('of what is not there changes nothing', () => {
    expect(changeOf({}, { package: '[CLEAR]', skills: '[CLEAR]', client_integration: '[CLEAR]' })).toBeNull();
  });

  test('is refused elsewhere, and inside a list', () => {
    expect(
      codes([
        {
          user_id: anna.id,
          ...{ role: '[CLEAR]', team_role: '[CLEAR]', version: '[CLEAR]', template: '[CLEAR]' },
          ...{ mobile_client: '[CLEAR]', skills: 'Refunds|[CLEAR]' },
        },
      ]),
    ).toEqual([
      '2 role clear_not_allowed',
      '2 team_role clear_not_allowed',
      '2 version clear_not_allowed',
      '2 template clear_not_allowed',
      '2 mobile_client clear_not_allowed',
      '2 skills clear_not_allowed',
    ]);
  });

  test('beats the template', () => {
    const values = { teamId: 'tea_east', externalLaunchUrl: 'https://other.example.com/' };
    const references = aReferenceBook({
      templates: [{ id: 'tpl_1', name: 'Move', type: 'update', state: 'active', values }],
    });
    expect(changeOf(whole, { template: 'Move', external_launch_url: '[CLEAR]' }, { references })?.after).toEqual({
      externalLaunchUrl: null,
    });
  });
});

describe('lists', () => {
  const skilled = {
    skills: [
      { skillId: 'skl_french', level: 3 },
      { skillId: 'skl_refunds', level: null },
    ],
    agentQueueIds: ['que_mail', 'que_billing'],
  };

  test('replace what was there', () => {
    expect(changeOf(skilled, { skills: 'Sales:1', agent_queues: 'Billing Chat' })).toMatchObject({
      fields: {
        agent_queues: { from: 'Support Mail|Billing Voice', to: 'Billing Chat' },
        skills: { from: 'French:3|Refunds', to: 'Sales:1' },
      },
      before: skilled,
      after: { skills: [{ skillId: 'skl_sales', level: 1 }], agentQueueIds: ['que_chat'] },
    });
  });

  test('are sets: another order changes nothing, also beside a change', () => {
    const reordered = { skills: 'Refunds|French:3', agent_queues: 'Billing Voice|Support Mail' };
    expect(changeOf(skilled, reordered)).toBeNull();
    expect(changeOf(skilled, { ...reordered, skills: 'Refunds|French:4' })?.fields).toEqual({
      skills: { from: 'French:3|Refunds', to: 'Refunds|French:4' },
    });
  });

  test('with listMode=merge only add; a skill already there takes the new level', () => {
    const cells = { skills: 'Sales:2|French:5', agent_queues: 'Billing Voice|Billing Chat' };
    expect(changeOf(skilled, cells, { listMode: 'merge' })?.after).toEqual({
      skills: [
        { skillId: 'skl_french', level: 5 },
        { skillId: 'skl_refunds', level: null },
        { skillId: 'skl_sales', level: 2 },
      ],
      agentQueueIds: ['que_mail', 'que_billing', 'que_chat'],
    });
    expect(changeOf(skilled, { skills: 'Refunds', agent_queues: 'Support Mail' }, { listMode: 'merge' })).toBeNull();
    expect(changeOf(skilled, { skills: '[CLEAR]' }, { listMode: 'merge' })?.after).toEqual({ skills: [] });
  });

  test('are limited after the union', () => {
    const queues = Array.from({ length: 102 }, (_, at) => ({
      ...{ id: `que_${at}`, name: `Queue ${at}`, description: '' },
      channel: 'video' as const,
    }));
    const references = aReferenceBook({ queues });
    const users = [{ ...anna, agentQueueIds: queues.slice(0, 99).map(({ id }) => id) }];
    const merge = { references, users, listMode: 'merge' } as const;
    const row = { user_id: anna.id, agent_queues: 'Queue 98|Queue 99' };
    expect(codes([row], merge)).toEqual([]);
    expect(update([{ ...row, agent_queues: 'Queue 100|Queue 101' }], merge).issues).toMatchObject([
      {
        code: 'too_many_items',
        message:
          'Row 2, agent_queues: 101 items come together with those the user has, at most 100 are allowed. Take out 1.',
      },
    ]);
  });

  test('of a template are merged too', () => {
    const values = { agentQueueIds: ['que_chat'] };
    const references = aReferenceBook({
      templates: [{ id: 'tpl_1', name: 'Chat', type: 'update', state: 'active', values }],
    });
    expect(changeOf(skilled, { template: 'chat' }, { references, listMode: 'merge' })?.after).toEqual({
      agentQueueIds: ['que_mail', 'que_billing', 'que_chat'],
    });
  });
});

describe('the merged user', () => {
  test('loses the dependants of a base that goes, and shows it', () => {
    const stored = {
      ...{ package: 'elite', addOns: ['ai_expert_assist'], status: 'Not Ready', subStatus: 'Break' },
      multiChannel: { enabled: true, maxAgentLoad: 60, emailMaxAgentLoad: 40 },
    } satisfies Partial<User>;
    expect(changeOf(stored, { status: 'Ready', multi_channel_enabled: 'no', package: '[CLEAR]' })?.fields).toEqual({
      package: { from: 'elite', to: null },
      add_ons: { from: 'ai_expert_assist', to: null },
      status: { from: 'Not Ready', to: 'Ready' },
      sub_status: { from: 'Break', to: null },
      multi_channel_enabled: { from: 'true', to: 'false' },
      max_agent_load: { from: '60', to: null },
      email_max_agent_load: { from: '40', to: null },
    });
  });

  test('is what dependants of this row are judged by', () => {
    expect(changeOf({ status: 'Not Ready' }, { sub_status: 'Training' })?.after).toEqual({ subStatus: 'Training' });
    const stored = { package: 'elite', addOns: ['ai_expert_assist'] } satisfies Partial<User>;
    const users = [{ ...anna, ...stored }];
    const row = { user_id: anna.id, package: '[CLEAR]', add_ons: 'ai_expert_assist', sub_status: 'Break' };
    expect(codes([row], { users })).toEqual(['2 add_ons needs_package', '2 sub_status needs_not_ready']);
  });

  test('keeps a default queue that is on the other list', () => {
    const stored = { agentQueueIds: ['que_billing'], outboundVoiceQueueId: 'que_billing' };
    const cells = { agent_queues: '[CLEAR]', supervisor_queues: 'Billing Voice' };
    expect(changeOf(stored, cells)?.after).toEqual({ agentQueueIds: [], supervisorQueueIds: ['que_billing'] });
  });

  test('keeps what was stored under other rules, as long as nobody touches it', () => {
    const odd = {
      ...{ displayName: 'x'.repeat(300), country: 'XX', teamId: 'tea_gone', addOns: ['ai_expert_assist'] },
      ...{ outboundVoiceQueueId: 'que_mail', skills: [{ skillId: 'skl_french', level: 9 }], subStatus: 'Break' },
      multiChannel: { enabled: true, maxAgentLoad: null, emailMaxAgentLoad: 400 },
    } satisfies Partial<User>;
    const exported = {
      ...{ display_name: odd.displayName, country: 'XX', team: 'tea_gone', add_ons: 'ai_expert_assist' },
      ...{ default_outbound_voice_queue: 'Support Mail', skills: 'French:9', sub_status: 'Break' },
      ...{ multi_channel_enabled: 'true', email_max_agent_load: '400' },
    };
    expect(changeOf(odd, exported)).toBeNull();
    expect(changeOf(odd, { ...exported, mobile_client: 'yes' })?.after).toEqual({ mobileClient: true });
  });
});

test('an update takes templates of type update', () => {
  expect(changeOf({}, { template: 'night shift' })?.after).toEqual({ access: 'inactive' });
  expect(codes([{ user_id: anna.id, template: 'New agents' }])).toEqual(['2 template template_wrong_type']);
});

describe('version', () => {
  const somebody = { ...anna, updatedAt: new Date('2030-02-03T04:05:06.789Z') };
  const writtenBy = (lastChange: User['lastChange'], cells: Cells) =>
    update([{ user_id: anna.id, ...cells }], { users: [{ ...somebody, lastChange }] });

  test('lets pass what was exported as it is now', () => {
    expect(changeOf({}, { version: '7', name: 'Anna Maria' })?.userVersion).toBe(7);
  });

  test('stops a row older than the last write, and says whose that was', () => {
    const stale = { version: '5', name: 'Anna Maria' };
    const [issue] = writtenBy({ jobId: 'job_1', row: 14 }, stale).issues;
    expect(issue).toEqual({
      row: 2,
      column: 'version',
      code: 'stale_row',
      value: '5',
      message:
        'Row 2, version: changed since the export: version 5, now 7, by row 14 of job job_1 at ' +
        '2030-02-03T04:05:06.789Z. Export again, and repeat the change there.',
    });
    expect(writtenBy(null, stale).issues[0]?.message).toContain('now 7, by somebody at 2030-02-03');
  });

  test('does not stop a row that changes nothing', () => {
    expect(writtenBy(null, { version: '5', name: 'Anna Berg' })).toMatchObject({ issues: [], changes: [] });
  });

  test('is said beside other issues of the row, not after they are corrected', () => {
    expect(writtenBy(null, { version: '5', team: 'Nowhere' }).issues.map(({ code }) => code)).toEqual([
      'stale_row',
      'reference_not_found',
    ]);
  });

  test('is a number', () => {
    expect(codes([{ user_id: anna.id, version: 'v7' }])).toEqual(['2 version value_invalid']);
  });
});

test('lookup finds whom plan will ask for, and nobody where there is no key', () => {
  const table = [['email', 'id'], ['ANNA@b.de ', 'usr_1'], ['nobody'], ['', 'x'.repeat(65)], ['a@b.de', 'usr_1', 'x']];
  const planner = planUpdate(aPlanContext());
  const { rows } = planRows(table, { kind: 'update-users' });
  expect(rows.map((row) => planner.lookup(row))).toEqual([
    { emailKey: 'anna@b.de', userId: 'usr_1' },
    { emailKey: null, userId: null },
    { emailKey: null, userId: null },
    { emailKey: null, userId: null },
  ]);
});
