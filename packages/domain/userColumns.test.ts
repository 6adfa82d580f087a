import { aReferenceBook } from '@muster/testkit/builders';
import { cellContext } from './cellType.ts';
import { columnDocs } from './columnDocs.ts';
import { countries } from './countries.ts';
import { defaultFields } from './defaultFields.ts';
import type { UserFields } from './user.ts';
import { userColumns } from './userColumns.ts';

const references = aReferenceBook();
const context = cellContext(references);

function fieldOf(name: string) {
  const found = userColumns.find((column) => column.name === name)?.field;
  if (!found) throw new Error(`${name} sets no field`);
  return found;
}

function read(name: string, text: string) {
  const fields: UserFields = { ...defaultFields };
  const flaws = fieldOf(name).read(fields, text, context);
  return { fields, flaws, text: fieldOf(name).write(fields, references) };
}

test('the columns of an import, in their order', () => {
  expect(columnDocs('import-users').map(({ name }) => name)).toEqual([
    'user_email',
    'role',
    'display_name',
    'package',
    'add_ons',
    'team',
    'team_role',
    'region',
    'country_iso_code',
    'user_access',
    'client_integration',
    'agent_queues',
    'supervisor_queues',
    'default_outbound_voice_queue',
    'default_outbound_message_queue',
    'skills',
    'multi_channel_enabled',
    'max_agent_load',
    'email_max_agent_load',
    'concurrent_message_capacity',
    'concurrent_email_capacity',
    'external_launch_url',
    'mobile_client',
    'emergency_calling',
    'template',
  ]);
});

test('an export has every column of an update, and when it was', () => {
  const update = columnDocs('update-users').map(({ name }) => name);
  expect(columnDocs('export-users').map(({ name }) => name)).toEqual([...update, 'last_modified_time']);
  expect(update).toEqual(expect.arrayContaining(['user_id', 'status', 'sub_status', 'version']));
});

test('what [CLEAR] may take away', () => {
  const clearable = columnDocs().filter((column) => column.clearable);
  expect(clearable.map(({ name }) => name)).toEqual([
    'package',
    'add_ons',
    'team',
    'sub_status',
    'client_integration',
    'agent_queues',
    'supervisor_queues',
    'default_outbound_voice_queue',
    'default_outbound_message_queue',
    'skills',
    'external_launch_url',
  ]);
});

test('every column is documented', () => {
  for (const { name, allowed, example, description } of columnDocs()) {
    expect([name, allowed, example, description]).not.toContain('');
  }
  expect(columnDocs().find(({ name }) => name === 'add_ons')).toEqual({
    name: 'add_ons',
    aliases: [],
    kinds: ['import-users', 'update-users', 'export-users'],
    required: false,
    clearable: true,
    allowed: 'ai_expert_assist; several are separated by |, at most 10; only with a package',
    default: null,
    example: 'ai_expert_assist',
    description: 'What the package is extended by.',
  });
});

test.each([
  ['role', null],
  ['display_name', "the directory's name, else the part of the address before @"],
  ['region', 'the main region'],
  ['team_role', 'agent with a team'],
  ['max_agent_load', '50 with multi_channel_enabled'],
  ['user_access', 'active'],
  ['client_integration', 'Default'],
  ['concurrent_email_capacity', '1'],
  ['mobile_client', 'false'],
  ['emergency_calling', 'true'],
])('the default of %s is documented as %j', (name, text) => {
  expect(columnDocs().find((column) => column.name === name)?.default).toBe(text);
});

test.each([
  ['user_email', 'Anna.Berg@Example.com', { email: 'Anna.Berg@Example.com' }, 'Anna.Berg@Example.com'],
  [
    'user_email',
    'o’neill+x@sub.example.co.uk',
    { email: 'o’neill+x@sub.example.co.uk' },
    'o’neill+x@sub.example.co.uk',
  ],
  [
    'user_email',
    'rene\u0301@bu\u0308cher.example',
    { email: 'ren\u00e9@b\u00fccher.example' },
    'ren\u00e9@b\u00fccher.example',
  ],
  ['role', 'agent', { roleId: 'rol_agent' }, 'Agent'],
  ['display_name', 'Ame\u0301lie 👩‍💻', { displayName: 'Am\u00e9lie 👩‍💻' }, 'Am\u00e9lie 👩‍💻'],
  ['package', 'PREMIUM', { package: 'premium' }, 'premium'],
  ['add_ons', 'AI_Expert_Assist', { addOns: ['ai_expert_assist'] }, 'ai_expert_assist'],
  ['team', 'support east', { teamId: 'tea_east' }, 'Support East'],
  ['team_role', 'Supervisor', { teamRole: 'supervisor' }, 'supervisor'],
  ['region', 'america', { regionId: 'reg_america' }, 'America'],
  ['country_iso_code', 'gb', { country: 'GB' }, 'GB'],
  ['user_access', 'Inactive', { access: 'inactive' }, 'inactive'],
  ['status', 'not ready', { status: 'Not Ready' }, 'Not Ready'],
  ['sub_status', 'end shift', { subStatus: 'End Shift' }, 'End Shift'],
  [
    'client_integration',
    'microsoft_dynamics_365',
    { clientIntegration: 'Microsoft_Dynamics_365' },
    'Microsoft_Dynamics_365',
  ],
  [
    'agent_queues',
    'billing voice | Billing Chat |',
    { agentQueueIds: ['que_billing', 'que_chat'] },
    'Billing Voice|Billing Chat',
  ],
  ['supervisor_queues', 'Support Mail', { supervisorQueueIds: ['que_mail'] }, 'Support Mail'],
  ['default_outbound_voice_queue', 'billing voice', { outboundVoiceQueueId: 'que_billing' }, 'Billing Voice'],
  ['default_outbound_message_queue', 'Billing Chat', { outboundMessageQueueId: 'que_chat' }, 'Billing Chat'],
  [
    'skills',
    'french : 4|Refunds',
    {
      skills: [
        { skillId: 'skl_french', level: 4 },
        { skillId: 'skl_refunds', level: null },
      ],
    },
    'French:4|Refunds',
  ],
  ['multi_channel_enabled', 'Yes', { multiChannel: { ...defaultFields.multiChannel, enabled: true } }, 'true'],
  ['max_agent_load', '100', { multiChannel: { ...defaultFields.multiChannel, maxAgentLoad: 100 } }, '100'],
  ['email_max_agent_load', '1', { multiChannel: { ...defaultFields.multiChannel, emailMaxAgentLoad: 1 } }, '1'],
  ['concurrent_message_capacity', '0', { capacity: { messages: 0, emails: 1 } }, '0'],
  ['concurrent_email_capacity', '20', { capacity: { messages: 1, emails: 20 } }, '20'],
  [
    'external_launch_url',
    'https://crm.example.com/%N?f=%F&l=%L&c=%C&e=%E&x=%20',
    { externalLaunchUrl: 'https://crm.example.com/%N?f=%F&l=%L&c=%C&e=%E&x=%20' },
    'https://crm.example.com/%N?f=%F&l=%L&c=%C&e=%E&x=%20',
  ],
  ['mobile_client', '1', { mobileClient: true }, 'true'],
  ['emergency_calling', 'NO', { emergencyCalling: false }, 'false'],
])('%s: %j is read, and written as %4$j', (name, text, set, written) => {
  const found = read(name, text);
  expect(found.flaws).toEqual([]);
  expect(found.fields).toEqual({ ...defaultFields, ...set });
  expect(found.text).toBe(written);
  expect(read(name, written).fields).toEqual(found.fields);
});

test('clearing a column goes back to its default, and leaves its neighbours alone', () => {
  const fields: UserFields = { ...defaultFields };
  for (const [name, text] of [
    ['max_agent_load', '60'],
    ['email_max_agent_load', '40'],
    ['client_integration', 'Zendesk'],
    ['skills', 'Refunds'],
  ] as const) {
    fieldOf(name).read(fields, text, context);
  }
  for (const name of ['max_agent_load', 'client_integration', 'skills']) fieldOf(name).clear(fields);
  expect(fields).toEqual({
    ...defaultFields,
    multiChannel: { enabled: false, maxAgentLoad: null, emailMaxAgentLoad: 40 },
  });
});

test('a value whose reference is gone is written by its id', () => {
  const fields: UserFields = { ...defaultFields, teamId: 'tea_gone', skills: [{ skillId: 'skl_gone', level: 2 }] };
  expect([fieldOf('team').write(fields, references), fieldOf('skills').write(fields, references)]).toEqual([
    'tea_gone',
    'skl_gone:2',
  ]);
});

test('the countries are those that have a name', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(countries.size).toBe(249);
  for (const code of countries) expect([code, names.of(code)]).not.toContain(undefined);
});
