import { guardCell } from './formulaGuard.ts';
import type { UploadKind } from './readHeader.ts';
import type { ReferenceBook } from './reference.ts';
import type { PlanContext } from './uploadPlanner.ts';
import { packages, type Package } from './user.ts';
import { userColumns, type ColumnName } from './userColumns.ts';

/** What samples are made from. */
export type SampleContext = Pick<PlanContext, 'account' | 'references' | 'seatsHeld'>;

export type SampleCells = Partial<Record<ColumnName, string>>;

/** A file of this kind: the header and these rows. */
export function sampleFile(kind: UploadKind, rows: readonly SampleCells[]): string[][] {
  const columns = userColumns.filter(({ kinds }) => kinds.includes(kind));
  return [
    columns.map(({ name }) => name),
    ...rows.map((cells) => columns.map(({ name }) => guardCell(cells[name] ?? ''))),
  ];
}

/** An example for every column, in the account's own names, that no row of the account contradicts. */
export function exampleCells(context: SampleContext): SampleCells {
  const examples: SampleCells = Object.fromEntries(userColumns.map(({ name, example }) => [name, example]));
  const nothing = { user_id: '', template: '', version: '', last_modified_time: '' };
  return { ...examples, ...nothing, ...ownNames(context.references), ...ownTerms(context) };
}

function ownNames({ teams, regions, queues, skills }: ReferenceBook): SampleCells {
  const [team] = teams.all;
  const voice = queues.all.find(({ channel }) => channel === 'voice');
  const messaging = queues.all.find(({ channel }) => channel === 'messaging');
  const assigned = [voice, messaging].flatMap((queue) => (queue === undefined ? [] : [queue.name]));
  const levelled = skills.all.find(({ type }) => type === 'proficiency');
  const plain = skills.all.find(({ type }) => type === 'text');
  return {
    team: team?.name ?? '',
    team_role: team === undefined ? '' : 'agent',
    region: regions.all.find(({ isMain }) => isMain)?.name ?? '',
    agent_queues: assigned.join('|'),
    supervisor_queues: assigned[0] ?? '',
    default_outbound_voice_queue: voice?.name ?? '',
    default_outbound_message_queue: messaging?.name ?? '',
    skills: [...(levelled ? [`${levelled.name}:${levelled.maxLevel}`] : []), ...(plain ? [plain.name] : [])].join('|'),
  };
}

/** The account's country, and a package of which a seat is free. */
function ownTerms({ account, seatsHeld }: SampleContext): SampleCells {
  const isFree = (name: Package): boolean => (account.licenses[name] ?? Infinity) > seatsHeld[name];
  const free = packages.find(isFree);
  return {
    country_iso_code: account.country,
    package: free ?? '',
    add_ons: free === undefined ? '' : 'ai_expert_assist',
  };
}
