import { aPerson, aPlanContext, aReferenceBook, aUser, anAccount, planRows } from '@muster/testkit/builders';
import fc from 'fast-check';
import { planImport } from './planImport.ts';

const only = (table: string[][], situation = {}) => {
  const { issues, changes } = planRows(table, situation);
  expect(issues).toEqual([]);
  expect(changes).toHaveLength(1);
  return changes[0]!;
};
const codes = (table: string[][], situation = {}) =>
  planRows(table, situation).issues.map(({ row, column, code }) => `${row} ${column} ${code}`);

test('a row with an address and a role makes a user with every default', () => {
  const people = [aPerson({ email: 'anna@EXAMPLE.com', displayName: 'Anna Berg' })];
  expect(
    only(
      [
        ['user_email', 'role'],
        ['Anna@example.com', 'agent'],
      ],
      { people },
    ),
  ).toEqual({
    row: 2,
    userId: 'user_1',
    userEmail: 'Anna@example.com',
    action: 'create',
    userVersion: 0,
    before: null,
    after: {
      email: 'Anna@example.com',
      displayName: 'Anna Berg',
      roleId: 'rol_agent',
      package: null,
      addOns: [],
      teamId: null,
      teamRole: null,
      regionId: 'reg_europe',
      country: 'DE',
      access: 'active',
      status: 'Offline',
      subStatus: null,
      clientIntegration: 'Default',
      agentQueueIds: [],
      supervisorQueueIds: [],
      outboundVoiceQueueId: null,
      outboundMessageQueueId: null,
      skills: [],
      multiChannel: { enabled: false, maxAgentLoad: null, emailMaxAgentLoad: null },
      capacity: { messages: 1, emails: 1 },
      externalLaunchUrl: null,
      mobileClient: false,
      emergencyCalling: true,
    },
    fields: {
      user_email: { from: null, to: 'Anna@example.com' },
      role: { from: null, to: 'Agent' },
      display_name: { from: null, to: 'Anna Berg' },
      region: { from: null, to: 'Europe' },
      country_iso_code: { from: null, to: 'DE' },
      user_access: { from: null, to: 'active' },
      status: { from: null, to: 'Offline' },
      client_integration: { from: null, to: 'Default' },
      multi_channel_enabled: { from: null, to: 'false' },
      concurrent_message_capacity: { from: null, to: '1' },
      concurrent_email_capacity: { from: null, to: '1' },
      mobile_client: { from: null, to: 'false' },
      emergency_calling: { from: null, to: 'true' },
    },
  });
});

test('who is in no directory is named after the address', () => {
  const account = anAccount({ requireDirectory: false });
  const { after } = only(
    [
      ['email', 'role'],
      ['anna.berg@example.com', 'Agent'],
    ],
    { account, people: [] },
  );
  expect(after?.displayName).toBe('anna.berg');
});

test('a cell beats the template, the template beats the default', () => {
  const references = aReferenceBook({
    templates: [
      {
        id: 'tpl_1',
        name: 'Premium',
        type: 'add',
        state: 'active',
        values: {
          roleId: 'rol_supervisor',
          package: 'premium',
          access: 'inactive',
          country: 'US',
          skills: [{ skillId: 'skl_french', level: 2 }],
          multiChannel: { enabled: true, maxAgentLoad: 70, emailMaxAgentLoad: null },
        },
      },
    ],
  });
  const table = [
    ['user_email', 'template', 'country', 'skills', 'max_agent_load'],
    ['anna@example.com', 'premium', 'gb', '', '80'],
  ];
  expect(only(table, { references }).after).toMatchObject({
    roleId: 'rol_supervisor',
    package: 'premium',
    access: 'inactive',
    country: 'GB',
    skills: [{ skillId: 'skl_french', level: 2 }],
    multiChannel: { enabled: true, maxAgentLoad: 80, emailMaxAgentLoad: 50 },
    mobileClient: false,
  });
});

test('who a row is about is never left to the template', () => {
  const values = { email: 'anna@example.com', roleId: 'rol_agent' };
  const references = aReferenceBook({
    templates: [{ id: 'tpl_1', name: 'Anna', type: 'add', state: 'active', values }],
  });
  const table = [
    ['user_email', 'template'],
    ['', 'Anna'],
  ];
  expect(codes(table, { references })).toEqual(['2 user_email value_required']);
});

test('dependants come with their base', () => {
  const table = [
    ['user_email', 'role', 'team', 'multi_channel_enabled', 'email_max_agent_load'],
    ['anna@example.com', 'Agent', 'Support East', 'yes', '20'],
  ];
  expect(only(table).after).toMatchObject({
    teamRole: 'agent',
    multiChannel: { enabled: true, maxAgentLoad: 50, emailMaxAgentLoad: 20 },
  });
});

test('a default outbound queue may be one of either list', () => {
  const table = [
    [
      'user_email',
      'role',
      'agent_queues',
      'supervisor_queues',
      'default_outbound_voice_queue',
      'default_outbound_message_queue',
    ],
    ['anna@example.com', 'Agent', 'Billing Chat', 'Billing Voice|Support Mail', 'billing voice', 'billing chat'],
  ];
  expect(only(table).after).toMatchObject({ outboundVoiceQueueId: 'que_billing', outboundMessageQueueId: 'que_chat' });
});

test('one wrong cell raises one issue', () => {
  const table = [
    [
      'user_email', 'role', 'package', 'add_ons', 'team', 'team_role', 'multi_channel_enabled', 'max_agent_load',
      'agent_queues', 'default_outbound_voice_queue',
    ],
    ['anna@example.com', 'Agent', 'gold', 'ai_expert_assist', 'Nowhere', 'agent', 'perhaps', '60', 'Nothing', 'Billing Voice'],
  ]; // prettier-ignore
  expect(codes(table)).toEqual([
    '2 package value_invalid',
    '2 team reference_not_found',
    '2 multi_channel_enabled value_invalid',
    '2 agent_queues reference_not_found',
  ]);
});

test('a wrong template is not blamed on the cells it would have filled in', () => {
  const table = [
    ['user_email', 'template', 'role', 'add_ons', 'default_outbound_voice_queue'],
    ['anna@example.com', 'New agent', '', 'ai_expert_assist', 'Billing Voice'],
  ];
  expect(codes(table)).toEqual(['2 template reference_not_found']);
});

test('a wrong cell is an issue even where the template has a good value', () => {
  const table = [
    ['user_email', 'template', 'team'],
    ['anna@example.com', 'New agents', 'Nowhere'],
  ];
  expect(codes(table)).toEqual(['2 team reference_not_found']);
});

test('issues of a row stand in header order', () => {
  const table = [
    ['skills', 'team_role', 'user_email', 'package', 'role'],
    ['Latin', 'agent', 'nobody', 'gold', ''],
  ];
  expect(codes(table)).toEqual([
    '2 skills reference_not_found',
    '2 team_role needs_team',
    '2 user_email email_invalid',
    '2 package value_invalid',
    '2 role value_required',
  ]);
});

test('an issue of a column that is not in the header stands last', () => {
  const table = [
    ['user_email', 'template', 'skills'],
    ['nobody', '', 'Latin'],
  ];
  expect(codes(table)).toEqual(['2 user_email email_invalid', '2 skills reference_not_found', '2 role value_required']);
});

test('every wrong item of a list is an issue of its own', () => {
  const table = [
    ['user_email', 'role', 'agent_queues'],
    ['anna@example.com', 'Agent', 'A|Billing Voice|B|billing voice'],
  ];
  expect(planRows(table).issues.map(({ code, value }) => [code, value])).toEqual([
    ['reference_not_found', 'A'],
    ['reference_not_found', 'B'],
    ['duplicate_item', 'billing voice'],
  ]);
});

test('a cell of half a million items raises no more issues than a list may have items', () => {
  const table = [
    ['user_email', 'role', 'agent_queues'],
    ['anna@example.com', 'Agent', 'x|'.repeat(500_000)],
  ];
  expect(planRows(table).issues).toHaveLength(101);
});

test('a column missing from the header is not raised again by every row', () => {
  expect(codes([['user_email'], ['anna@example.com'], ['ben@example.com']])).toEqual(['1 role missing_column']);
  expect(codes([['role'], ['Agent'], ['Agent']])).toEqual(['1 user_email missing_column']);
  expect(planRows([['user_email'], ['anna@example.com']]).changes).toEqual([]);
});

test('a template without a role leaves the role to the row', () => {
  const templates = [{ id: 'tpl_1', name: 'Plain', type: 'add', state: 'active', values: { country: 'US' } }] as const;
  const references = aReferenceBook({ templates: [...templates] });
  expect(
    codes(
      [
        ['user_email', 'template'],
        ['anna@example.com', 'Plain'],
      ],
      { references },
    ),
  ).toEqual(['2 role value_required']);
});

test('an e-mail cell has one reason to be refused: the file, then the users, then the directory', () => {
  const table = [
    ['user_email', 'role'],
    ['a@b.de', 'Agent'],
    ['A@b.de', 'Agent'],
    ['c@d.de', 'Agent'],
  ];
  expect(codes(table, { people: [], users: [aUser({ email: 'a@b.de' })] })).toEqual([
    '2 user_email user_exists',
    '3 user_email duplicate_in_file',
    '4 user_email person_not_found',
  ]);
});

test('the first of two rows is the first even when something else is wrong with it', () => {
  const table = [
    ['user_email', 'role'],
    ['a@b.de', 'Nothing'],
    ['a@b.de', 'Agent'],
    ['a@b.de', 'Agent'],
  ];
  expect(planRows(table).issues.map(({ message }) => message)).toEqual([
    "Row 2, role: 'Nothing' is not a role. Use the name of an existing role.",
    "Row 3, user_email: 'a@b.de' is in row 2 already. Delete one of the two rows.",
    "Row 4, user_email: 'a@b.de' is in row 2 already. Delete one of the two rows.",
  ]);
});

test('a row with cells beyond the header is not checked further', () => {
  expect(
    codes([
      ['user_email', 'role'],
      ['nobody', 'Nothing', 'x'],
    ]),
  ).toEqual(['2 null column_count']);
});

test('only rows without an issue take seats', () => {
  const account = anAccount({ licenses: { essentials: 1, premium: null, elite: 1 } });
  const table = [
    ['user_email', 'role', 'package'],
    ['a@b.de', 'Agent', 'essentials'],
    ['nobody', 'Agent', 'essentials'],
    ['c@d.de', 'Agent', 'premium'],
    ['e@f.de', 'Agent', 'elite'],
    ['g@h.de', 'Agent', 'elite'],
  ];
  expect(codes(table, { account })).toEqual(['3 user_email email_invalid', 'null package licenses_exceeded']);
});

test('an account over its licences may still import those who take no seat', () => {
  const account = anAccount({ licenses: { essentials: 1, premium: 0, elite: 0 } });
  expect(
    codes(
      [
        ['user_email', 'role'],
        ['a@b.de', 'Agent'],
      ],
      { account, seatsHeld: { essentials: 9, premium: 0, elite: 0 } },
    ),
  ).toEqual([]);
});

test('lookup finds whom plan will ask for, and nobody where there is no address', () => {
  const { rows } = planRows([
    ['role', 'user_email'],
    ['Agent', 'ANNA@b.de '],
    ['Agent', 'nobody'],
    ['Agent'],
    ['Agent', 'a@b.de', 'x'],
  ]);
  const planner = planImport(aPlanContext());
  expect(rows.map((row) => planner.lookup(row).emailKey)).toEqual(['anna@b.de', null, null, null]);
});

test('an account without a main region is our fault, not the file’s', () => {
  const situation = { references: aReferenceBook({ regions: [] }) };
  expect(() =>
    planRows(
      [
        ['user_email', 'role'],
        ['a@b.de', 'Agent'],
      ],
      situation,
    ),
  ).toThrow('main region');
});

test('reading a row does not depend on the rows around it, but for duplicates and seats', () => {
  const cells = {
    role: fc.constantFrom('Agent', 'agnt', '', 'Supervisor'),
    skills: fc.constantFrom('', 'French:3', 'French', 'Refunds|Latin'),
    package: fc.constantFrom('', 'elite', 'gold'),
  };
  fc.assert(
    fc.property(fc.array(fc.record(cells), { minLength: 1, maxLength: 12 }), (records) => {
      const header = ['user_email', 'role', 'skills', 'package'];
      const row = (at: number) => [`p${at}@b.de`, records[at]!.role, records[at]!.skills, records[at]!.package];
      const together = planRows([header, ...records.map((_, at) => row(at))]);
      const alone = records.map((_, at) => planRows([header, row(at)]));
      const said = ({ issues, changes }: ReturnType<typeof planRows>) => ({
        issues: issues.map(({ code, column, value, message }) => ({
          code,
          column,
          value,
          said: message.replace(/^Row \d+/, ''),
        })),
        changes: changes.map(({ after, fields }) => ({ after, fields })),
      });
      expect(said(together)).toEqual({
        issues: alone.flatMap((one) => said(one).issues),
        changes: alone.flatMap((one) => said(one).changes),
      });
    }),
    { numRuns: 50 },
  );
});
