import { guardCell } from './formulaGuard.ts';
import type { ReferenceBook } from './reference.ts';
import type { PlanContext } from './uploadPlanner.ts';
import { packages, type Package } from './user.ts';
import { userColumns, type ColumnName } from './userColumns.ts';

/**
 * The import sample: the header, a row with as little as possible and one with as much as possible, in the account's
 * own names. It is valid as soon as its addresses are those of people of the account.
 */
export function sampleImport(context: Pick<PlanContext, 'account' | 'references' | 'seatsHeld'>): string[][] {
  const columns = userColumns.filter(({ kinds }) => kinds.includes('import-users'));
  const role = ordinaryRole(context.references);
  const short: Cells = { user_email: 'ben.cole@example.com', role };
  const examples: Cells = Object.fromEntries(columns.map(({ name, example }) => [name, example]));
  const long: Cells = { ...examples, role, ...ownNames(context.references), ...ownTerms(context) };
  return [
    columns.map(({ name }) => name),
    ...[long, short].map((cells) => columns.map(({ name }) => guardCell(cells[name] ?? ''))),
  ];
}

type Cells = Partial<Record<ColumnName, string>>;

/** Nobody should become an administrator by trying out the sample. */
function ordinaryRole({ roles }: ReferenceBook): string {
  const ordinary = roles.all.filter(({ privileges }) => !privileges.includes('users:manage'));
  return (ordinary.find(({ name }) => name === 'Agent') ?? ordinary[0] ?? roles.all[0])?.name ?? '';
}

function ownNames({ teams, regions, queues, skills }: ReferenceBook): Cells {
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
    template: '',
  };
}

/** The account's country, and a package of which a seat is free. */
function ownTerms({ account, seatsHeld }: Pick<PlanContext, 'account' | 'seatsHeld'>): Cells {
  const isFree = (name: Package): boolean => (account.licenses[name] ?? Infinity) > seatsHeld[name];
  const free = packages.find(isFree);
  return {
    country_iso_code: account.country,
    package: free ?? '',
    add_ons: free === undefined ? '' : 'ai_expert_assist',
  };
}
