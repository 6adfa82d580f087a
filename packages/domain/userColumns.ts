import { column, type Column } from './column.ts';
import { field, nestedField } from './columnField.ts';
import { needsMultiChannel, needsNotReady, needsPackage, needsTeam } from './columnNeeds.ts';
import { list } from './listCell.ts';
import { boolean, choice, country, emailAddress, launchUrl, text, wholeNumber } from './plainCells.ts';
import { reference, skill } from './referenceCells.ts';
import { accesses, addOns, clientIntegrations, packages, statuses, subStatuses, teamRoles } from './user.ts';

const updateAndExport = ['update-users', 'export-users'] as const;

const queues = list(reference('queues'), 100, (id) => id);

/** THE table: every column of every CSV file, in the order in which samples and exports show them. */
const table = [
  column('user_id', {
    aliases: ['id'],
    kinds: updateAndExport,
    about: 'the id of a user',
    example: 'usr_01k9zq4x7e8v6h2m',
    description: 'Whose row this is. Never changes.',
  }),
  column('user_email', {
    aliases: ['email'],
    required: true,
    field: field('email', emailAddress),
    example: 'anna.berg@example.com',
    description: "Whose row this is: on import someone of the account's directory. Never changed by an update.",
  }),
  column('role', {
    required: true,
    unless: 'template',
    field: field('roleId', reference('roles')),
    example: 'Agent',
    description: 'What the user may do. May be left to the template.',
  }),
  column('display_name', {
    aliases: ['name'],
    field: field('displayName', text(100)),
    defaultInWords: "the directory's name, else the part of the address before @",
    example: 'Anna Berg',
    description: 'The name others see.',
  }),
  column('package', {
    clearable: true,
    field: field('package', choice(packages)),
    example: 'premium',
    description: 'The licence package. A user with a package holds a seat.',
  }),
  column('add_ons', {
    clearable: true,
    field: field(
      'addOns',
      list(choice(addOns), 10, (addOn) => addOn),
    ),
    needs: needsPackage,
    example: 'ai_expert_assist',
    description: 'What the package is extended by.',
  }),
  column('team', {
    clearable: true,
    field: field('teamId', reference('teams')),
    example: 'Support East',
    description: 'The team the user belongs to.',
  }),
  column('team_role', {
    field: field('teamRole', choice(teamRoles)),
    needs: needsTeam,
    defaultWhenMet: 'agent',
    example: 'agent',
    description: 'What the user is in the team.',
  }),
  column('region', {
    field: field('regionId', reference('regions')),
    defaultInWords: 'the main region',
    example: 'Europe',
    description: 'Where the calls of the user are handled.',
  }),
  column('country_iso_code', {
    aliases: ['country'],
    field: field('country', country()),
    defaultInWords: "the account's country",
    example: 'DE',
    description: 'The country the user works in.',
  }),
  column('user_access', {
    aliases: ['access'],
    field: field('access', choice(accesses)),
    example: 'active',
    description: 'Whether the user may sign in to the contact center.',
  }),
  column('status', {
    kinds: updateAndExport,
    field: field('status', choice(statuses)),
    example: 'Not Ready',
    description: 'Whether the user takes work now.',
  }),
  column('sub_status', {
    kinds: updateAndExport,
    clearable: true,
    field: field('subStatus', choice(subStatuses)),
    needs: needsNotReady,
    example: 'Break',
    description: 'Why the user is not ready.',
  }),
  column('client_integration', {
    clearable: true,
    field: field('clientIntegration', choice(clientIntegrations)),
    example: 'Salesforce',
    description: 'The customer system the user works in.',
  }),
  column('agent_queues', {
    aliases: ['queues'],
    clearable: true,
    field: field('agentQueueIds', queues),
    example: 'Billing Voice|Billing Chat',
    description: 'The queues the user takes work from.',
  }),
  column('supervisor_queues', {
    clearable: true,
    field: field('supervisorQueueIds', queues),
    example: 'Billing Voice',
    description: 'The queues the user watches over.',
  }),
  column('default_outbound_voice_queue', {
    clearable: true,
    field: field('outboundVoiceQueueId', reference('queues')),
    about: "one of the user's queues, for voice",
    example: 'Billing Voice',
    description: 'The queue in whose name the user calls.',
  }),
  column('default_outbound_message_queue', {
    clearable: true,
    field: field('outboundMessageQueueId', reference('queues')),
    about: "one of the user's queues, for messaging",
    example: 'Billing Chat',
    description: 'The queue in whose name the user writes.',
  }),
  column('skills', {
    clearable: true,
    field: field(
      'skills',
      list(skill(), 20, ({ skillId }) => skillId),
    ),
    example: 'French:4|Refunds',
    description: 'What the user can do, and how well.',
  }),
  column('multi_channel_enabled', {
    field: nestedField('multiChannel', 'enabled', boolean()),
    example: 'true',
    description: 'Whether the user takes several contacts at once.',
  }),
  column('max_agent_load', {
    field: nestedField('multiChannel', 'maxAgentLoad', wholeNumber(1, 100)),
    needs: needsMultiChannel,
    defaultWhenMet: '50',
    example: '60',
    description: 'How much load the user takes at once, in per cent.',
  }),
  column('email_max_agent_load', {
    field: nestedField('multiChannel', 'emailMaxAgentLoad', wholeNumber(1, 100)),
    needs: needsMultiChannel,
    defaultWhenMet: '50',
    example: '40',
    description: 'How much load by e-mail the user takes at once, in per cent.',
  }),
  column('concurrent_message_capacity', {
    field: nestedField('capacity', 'messages', wholeNumber(0, 20)),
    example: '3',
    description: 'How many conversations in writing the user holds at once.',
  }),
  column('concurrent_email_capacity', {
    field: nestedField('capacity', 'emails', wholeNumber(0, 20)),
    example: '2',
    description: 'How many e-mails the user answers at once.',
  }),
  column('external_launch_url', {
    clearable: true,
    field: field('externalLaunchUrl', launchUrl(500)),
    example: 'https://crm.example.com/contacts?name=%N&email=%E',
    description: 'The page that opens with every contact.',
  }),
  column('mobile_client', {
    field: field('mobileClient', boolean()),
    example: 'false',
    description: 'Whether the user may work on the mobile client.',
  }),
  column('emergency_calling', {
    field: field('emergencyCalling', boolean()),
    example: 'true',
    description: 'Whether the user may call emergency numbers.',
  }),
  column('template', {
    about: 'the name of an active template, of type add for an import, of type update for an update',
    example: 'New agents',
    description: 'Fills in the cells of this row that are blank. Not kept with the user.',
  }),
  column('version', {
    kinds: updateAndExport,
    about: "the user's version, as exported",
    example: '7',
    description: 'Refuses the row if the user was changed since the export. Ignored on import.',
  }),
  column('last_modified_time', {
    kinds: ['export-users'],
    about: 'a time in UTC, as exported',
    example: '2030-01-31T09:30:00.000Z',
    description: 'When the user was last changed. Ignored on upload.',
  }),
];

export type ColumnName = (typeof table)[number]['name'];
export type UserColumn = Column<ColumnName>;
export const userColumns: readonly UserColumn[] = table;
