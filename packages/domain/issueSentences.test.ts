import { aPerson, aReferenceBook, aUser, anAccount, planRows } from '@muster/testkit/builders';
import { issueOf } from './flaw.ts';
import { issueScopes, type Issue, type IssueCode } from './issue.ts';

/** Cells of a row that has nothing else wrong with it; the row before it is fine. */
type Cells = Record<string, string>;

const good = { user_email: 'ben@example.com', role: 'Agent' };
const many = (count: number): string => Array.from({ length: count }, (_, at) => `Queue ${at}`).join('|');
const manyQueues = aReferenceBook({
  queues: Array.from({ length: 101 }, (_, at) => ({
    id: `que_${at}`,
    name: `Queue ${at}`,
    description: '',
    channel: 'voice',
  })),
});
const leavers = aReferenceBook({
  templates: [
    { id: 'tpl_1', name: 'On leave', type: 'add', state: 'active', values: { subStatus: 'Break' } },
    { id: 'tpl_2', name: 'Extended', type: 'add', state: 'active', values: { addOns: ['ai_expert_assist'] } },
    { id: 'tpl_3', name: 'Old', type: 'add', state: 'active', values: { agentQueueIds: ['que_gone'] } },
  ],
});

/** Row 3 of a file whose row 2 is fine. */
function issuesOf(cells: Cells, situation: Situation): Issue[] {
  const columns = [...new Set([...Object.keys(good), ...Object.keys(cells)])];
  const row = (values: Cells): string[] => columns.map((column) => values[column] ?? '');
  return planRows([columns, row(good), row({ ...good, user_email: 'anna@example.com', ...cells })], situation).issues;
}

type Situation = Parameters<typeof planRows>[1];
type Fact = [IssueCode, Cells, Situation, column: string, value: string | null, sentence: string];

const facts: Fact[] = [
  [
    'email_invalid',
    { user_email: 'anna@example' },
    {},
    'user_email',
    'anna@example',
    "'anna@example' is not an e-mail address. Write it like name@example.com.",
  ],
  [
    'person_not_found',
    { user_email: 'Stranger@example.com' },
    { people: [aPerson({ email: 'ben@example.com' })] },
    'user_email',
    'Stranger@example.com',
    "'Stranger@example.com' is not in the account's directory. Correct the address, or add the person to the " +
      'directory first.',
  ],
  [
    'user_exists',
    { user_email: 'Anna@example.com' },
    { users: [aUser({ email: 'anna@EXAMPLE.com' })] },
    'user_email',
    'Anna@example.com',
    "'Anna@example.com' is a user already. Delete this row, or use Update Users to change them.",
  ],
  [
    'duplicate_in_file',
    { user_email: 'BEN@example.com' },
    {},
    'user_email',
    'BEN@example.com',
    "'BEN@example.com' is in row 2 already. Delete one of the two rows.",
  ],
  ['value_required', { user_email: '' }, {}, 'user_email', null, 'a value is needed here. Fill it in.'],
  [
    'value_required',
    { role: '' },
    {},
    'role',
    null,
    'a value is needed here. Fill it in, or name a template that gives it.',
  ],
  [
    'value_invalid',
    { package: 'premum' },
    {},
    'package',
    'premum',
    "'premum' cannot be used here. Did you mean 'premium'? Allowed: essentials, premium, elite.",
  ],
  [
    'value_invalid',
    { country_iso_code: 'UK' },
    {},
    'country_iso_code',
    'UK',
    "'UK' cannot be used here. Allowed: a two-letter country code of ISO 3166-1, such as DE, GB or US.",
  ],
  [
    'value_invalid',
    { max_agent_load: '1.5', multi_channel_enabled: 'true' },
    {},
    'max_agent_load',
    '1.5',
    "'1.5' cannot be used here. Allowed: a whole number from 1 to 100.",
  ],
  [
    'value_invalid',
    { mobile_client: 'maybe' },
    {},
    'mobile_client',
    'maybe',
    "'maybe' cannot be used here. Allowed: true, false, yes, no, 1, 0.",
  ],
  [
    'value_invalid',
    { external_launch_url: 'http://crm.example.com' },
    {},
    'external_launch_url',
    'http://crm.example.com',
    "'http://crm.example.com' cannot be used here. Allowed: an https address, at most 500 characters, with the " +
      'placeholders %N, %F, %L, %C and %E.',
  ],
  [
    'value_invalid',
    { display_name: 'Anna\nBerg' },
    {},
    'display_name',
    'Anna\nBerg',
    "'Anna\\nBerg' cannot be used here. Allowed: 1 to 100 characters, without line breaks or control characters.",
  ],
  [
    'value_too_long',
    { display_name: 'x'.repeat(101) },
    {},
    'display_name',
    'x'.repeat(101),
    `'${'x'.repeat(79)}…' has 101 characters. Shorten it to at most 100.`,
  ],
  [
    'value_out_of_range',
    { concurrent_email_capacity: '21' },
    {},
    'concurrent_email_capacity',
    '21',
    'a whole number from 0 to 20 is needed (got 21).',
  ],
  [
    'value_out_of_range',
    { skills: 'Refunds|french:7' },
    {},
    'skills',
    'french:7',
    'French needs a level from 1 to 5 (got 7).',
  ],
  [
    'reference_not_found',
    { agent_queues: 'Billing Chat|Biling Voice' },
    {},
    'agent_queues',
    'Biling Voice',
    "'Biling Voice' is not a queue. Did you mean 'Billing Voice'?",
  ],
  [
    'reference_not_found',
    { team: 'Nobody' },
    {},
    'team',
    'Nobody',
    "'Nobody' is not a team. Use the name of an existing team.",
  ],
  [
    'too_many_items',
    { agent_queues: many(101) },
    { references: manyQueues },
    'agent_queues',
    `${many(101).slice(0, 499)}…`,
    '101 items are listed, at most 100 are allowed. Take out 1.',
  ],
  [
    'duplicate_item',
    { skills: 'French:3|french:4' },
    {},
    'skills',
    'french:4',
    "'french:4' is listed twice. Name it once.",
  ],
  [
    'level_required',
    { skills: 'sales' },
    {},
    'skills',
    'sales',
    'Sales needs a level from 1 to 3. Write it like Sales:3.',
  ],
  [
    'level_not_allowed',
    { skills: 'Refunds:1' },
    {},
    'skills',
    'Refunds:1',
    'Refunds has no levels. Write Refunds alone.',
  ],
  [
    'clear_not_allowed',
    { team: '[Clear]' },
    {},
    'team',
    '[Clear]',
    '[CLEAR] is only for Update Users: a new user has nothing to remove. Leave the cell blank, or write a value.',
  ],
  [
    'clear_not_allowed',
    { agent_queues: 'Billing Voice|[CLEAR]' },
    {},
    'agent_queues',
    '[CLEAR]',
    '[CLEAR] cannot stand in a list. Write it alone in its cell, or take it out.',
  ],
  [
    'template_not_active',
    { template: 'spring hires' },
    {},
    'template',
    'Spring hires',
    "the template 'Spring hires' is draft. Activate it, or name an active one.",
  ],
  [
    'template_wrong_type',
    { template: 'Night shift' },
    {},
    'template',
    'Night shift',
    "the template 'Night shift' is of the other type. Name a template of type add.",
  ],
  [
    'needs_package',
    { add_ons: 'ai_expert_assist' },
    {},
    'add_ons',
    'ai_expert_assist',
    "'ai_expert_assist' needs a package. Fill in package, or leave this blank.",
  ],
  [
    'needs_team',
    { team_role: 'agent' },
    {},
    'team_role',
    'agent',
    "'agent' needs a team. Fill in team, or leave this blank.",
  ],
  [
    'needs_multi_channel',
    { email_max_agent_load: '60', multi_channel_enabled: 'no' },
    {},
    'email_max_agent_load',
    '60',
    "'60' needs multi-channel. Set multi_channel_enabled to true, or leave this blank.",
  ],
  [
    'needs_not_ready',
    { template: 'On leave' },
    { references: leavers },
    'template',
    'Break',
    "On leave gives sub_status: 'Break' needs the status Not Ready. Set status to Not Ready, or leave this blank.",
  ],
  [
    'needs_package',
    { template: 'Extended' },
    { references: leavers },
    'template',
    'ai_expert_assist',
    "Extended gives add_ons: 'ai_expert_assist' needs a package. Fill in package, or leave this blank.",
  ],
  [
    'reference_not_found',
    { template: 'Old' },
    { references: leavers },
    'template',
    'que_gone',
    "Old gives agent_queues: 'que_gone' is not a queue. Use the name of an existing queue.",
  ],
  [
    'queue_not_assigned',
    { agent_queues: 'Billing Voice', default_outbound_voice_queue: 'Support Voice' },
    {},
    'default_outbound_voice_queue',
    'Support Voice',
    "'Support Voice' is not one of the user's queues. Add it to agent_queues or supervisor_queues, or name one of those.",
  ],
  [
    'queue_wrong_channel',
    { agent_queues: 'Support Mail', default_outbound_message_queue: 'Support Mail' },
    {},
    'default_outbound_message_queue',
    'Support Mail',
    "'Support Mail' is a queue for email. Name a queue for messaging.",
  ],
];

test.each(facts)('%s: %j', (code, cells, situation, column, value, sentence) => {
  const message = `Row 3, ${column}: ${sentence}`;
  expect(issuesOf(cells, situation)).toEqual([expect.objectContaining({ row: 3, column, code, message, value })]);
});

const anna = aUser({ id: 'usr_anna', version: 9, email: 'anna@example.com' });
const ben = aUser({ id: 'usr_ben', email: 'ben@example.com' });

const updates: Fact[] = [
  [
    'key_required',
    { user_email: '', user_id: '' },
    {},
    'user_email',
    null,
    'nothing says which user this is. Fill in user_id or user_email.',
  ],
  [
    'user_not_found',
    { user_email: 'stranger@example.com' },
    {},
    'user_email',
    'stranger@example.com',
    "'stranger@example.com' is not a user. Correct it, or use Import to add the user.",
  ],
  [
    'key_mismatch',
    { user_id: 'usr_ben' },
    {},
    'user_id',
    'usr_ben',
    "user_id 'usr_ben' and user_email 'anna@example.com' are two different users. Correct one of them.",
  ],
  [
    'clear_not_allowed',
    { role: '[CLEAR]' },
    {},
    'role',
    '[CLEAR]',
    '[CLEAR] cannot be used in this column. Write the new value, or leave the cell blank to keep the old one.',
  ],
  [
    'template_wrong_type',
    { template: 'New agents' },
    {},
    'template',
    'New agents',
    "the template 'New agents' is of the other type. Name a template of type update.",
  ],
  [
    'value_invalid',
    { version: '7.0' },
    {},
    'version',
    '7.0',
    "'7.0' cannot be used here. Allowed: a whole number, as exported.",
  ],
  [
    'stale_row',
    { version: '7', display_name: 'Anna Maria' },
    { users: [{ ...anna, lastChange: { jobId: 'job_1', row: 4 } }, ben] },
    'version',
    '7',
    'changed since the export: version 7, now 9, by row 4 of job job_1 at 2030-01-01T00:00:00.000Z. Export again, and ' +
      'repeat the change there.',
  ],
];

test.each(updates)('%s of an update: %j', (code, cells, situation, column, value, sentence) => {
  const message = `Row 3, ${column}: ${sentence}`;
  const found = issuesOf(cells, { kind: 'update-users', users: [anna, ben], ...situation });
  expect(found).toEqual([expect.objectContaining({ row: 3, column, code, message, value })]);
});

test('licences are counted over the whole file', () => {
  const account = anAccount({ licenses: { essentials: null, premium: 10, elite: 0 } });
  const rows = Array.from({ length: 5 }, (_, at) => [`p${at}@example.com`, 'Agent', 'premium']);
  const table = [['user_email', 'role', 'package'], ...rows];
  expect(planRows(table, { account, seatsHeld: { essentials: 0, premium: 7, elite: 0 } }).issues).toEqual([
    {
      row: null,
      column: 'package',
      code: 'licenses_exceeded',
      message: 'The package premium needs 5 more seats, 3 are free. Take it from 2 rows, or raise the licences.',
      value: 'premium',
    },
  ]);
  expect(planRows(table, { account, seatsHeld: { essentials: 0, premium: 5, elite: 0 } }).issues).toEqual([]);
});

const file = { row: null, column: null };

const whole: [Issue, string][] = [
  [
    issueOf('file_empty', file, { value: null }),
    'The file is empty. Upload a table with a header and at least one row.',
  ],
  [
    issueOf('not_csv', file, { value: null, detail: 'an Excel workbook (.xlsx)' }),
    'The file is an Excel workbook (.xlsx), not a CSV file. In Excel, save it as "CSV UTF-8 (Comma delimited)" and ' +
      'upload that.',
  ],
  [
    issueOf('encoding_unsupported', file, { value: null, detail: 'byte E9 at 12' }),
    'The file cannot be read as UTF-8 (byte E9 at 12). In Excel, save it as "CSV UTF-8 (Comma delimited)"; a file ' +
      'that must stay as it is can be uploaded with its encoding named: ?encoding=windows-1252.',
  ],
  [
    issueOf('csv_malformed', { row: 7, column: null }, { value: null, detail: 'a quote that is never closed' }),
    'Row 7: this row holds a quote that is never closed: it and all that follows cannot be read. Correct it; a quote ' +
      'inside a quoted cell is written twice ("").',
  ],
  [
    issueOf('record_too_long', { row: 7, column: null }, { value: null, detail: 'more than 1 MiB' }),
    'Row 7: this row holds more than 1 MiB. Look for a missing line end, or a quote that is not closed.',
  ],
  [
    issueOf('file_no_rows', file, { value: null }),
    'The file has a header and no rows. Add at least one row under the header.',
  ],
  [
    issueOf('too_many_rows', file, { value: null, actual: 2500, limit: 1000 }),
    'The file has 2500 rows, at most 1000 are allowed. Split it into 3 files.',
  ],
];

test.each(whole.map(([issue, message]) => ({ code: issue.code, issue, message })))(
  '$code of the whole file',
  ({ issue, message }) => {
    expect(issue.message).toBe(message);
  },
);

test('every issue is raised by one of these tests, or by those of header, row, account and undo', () => {
  const elsewhere: IssueCode[] = [
    ...(['missing_column', 'unknown_column', 'duplicate_column', 'column_count'] as const),
    ...(['licenses_exceeded', 'self_lockout', 'last_admin', 'changed_since', 'reference_gone'] as const),
  ];
  const tested = [...facts, ...updates].map(([code]) => code);
  expect(new Set([...tested, ...whole.map(([{ code }]) => code), ...elsewhere])).toEqual(
    new Set(Object.keys(issueScopes)),
  );
});
