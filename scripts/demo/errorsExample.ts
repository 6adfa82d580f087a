import type { IssueCode } from '@muster/domain';
import { demoSize } from './demoAccount.ts';
import { demoPerson } from './directory.ts';
import { importSize } from './importExample.ts';

/** A column whose name starts with `_` is for people: the import does not read it. */
const header = ['_shows', 'user_email', 'role', 'package', 'add_ons', 'team_role', 'agent_queues'] as const;
const more = ['default_outbound_voice_queue', 'skills', 'multi_channel_enabled', 'max_agent_load'] as const;
const last = ['display_name', 'client_integration', 'template'] as const;
const columns = [...header, ...more, ...last];
/** Two more mistakes, in the header itself. */
const wrongColumns = ['skils', 'name'];

type Cells = Partial<Record<(typeof columns)[number], string>>;

/** Somebody whom `import-1000.csv` leaves out; every row has its own unless it says otherwise. */
const stranger = (index: number): string => demoPerson(demoSize.users + importSize + index).email;
const taken = demoPerson(1).email;

/** One row for every mistake a row can make, and what to write to make it. */
export const mistakes: readonly (readonly [IssueCode, Cells])[] = [
  ['email_invalid', { user_email: 'anna.berg@example' }],
  ['person_not_found', { user_email: 'nobody.knows@example.com' }],
  ['user_exists', { user_email: taken }],
  ['duplicate_in_file', { user_email: stranger(0).toUpperCase() }],
  ['value_required', { role: '' }],
  ['value_invalid', { client_integration: 'Salesfroce' }],
  ['value_too_long', { display_name: 'A very long name '.repeat(8).trim() }],
  ['value_out_of_range', { skills: 'French:7' }],
  ['reference_not_found', { agent_queues: 'Biling Voice' }],
  ['too_many_items', { skills: Array.from({ length: 21 }, () => 'VIP').join('|') }],
  ['duplicate_item', { agent_queues: 'Sales Voice|sales voice' }],
  ['level_required', { skills: 'French' }],
  ['level_not_allowed', { skills: 'Refunds:2' }],
  ['clear_not_allowed', { package: '[CLEAR]' }],
  ['template_not_active', { template: 'Seasonal Agent' }],
  ['template_wrong_type', { template: 'On Leave' }],
  ['needs_package', { add_ons: 'ai_expert_assist' }],
  ['needs_team', { team_role: 'supervisor' }],
  ['needs_multi_channel', { max_agent_load: '80' }],
  ['queue_not_assigned', { agent_queues: 'Billing Voice', default_outbound_voice_queue: 'Sales Voice' }],
  ['queue_wrong_channel', { agent_queues: 'Billing Email', default_outbound_voice_queue: 'Billing Email' }],
];

/** One more elite seat than is free: the only mistake that no single row makes. */
export const eliteRows = 5;

/** A file that makes every mistake an import can make once its bytes can be read. Its header makes two. */
export function errorsExample(): string[][] {
  const good = row('nothing wrong here', 0, {});
  const wrong = mistakes.map(([code, cells], index) => row(code, index + 1, cells));
  const tooWide = [...row('column_count', mistakes.length + 1, {}), '', '', 'one cell too many'];
  const elite = Array.from({ length: eliteRows }, (_, index) =>
    row('licenses_exceeded', mistakes.length + 2 + index, { package: 'elite' }),
  );
  return [[...columns, ...wrongColumns], good, ...wrong, tooWide, ...elite];
}

function row(shows: string, index: number, cells: Cells): string[] {
  const all: Cells = { _shows: shows, user_email: stranger(index), role: 'Agent', ...cells };
  return columns.map((column) => all[column] ?? '');
}
