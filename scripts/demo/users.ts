import { defaultFields, type NewId, type Package, type Person, type References, type User } from '@muster/domain';

/**
 * The first people of a directory as users, varied enough to try every filter: the first is the admin, every
 * twentieth supervises, every fifteenth is inactive, and all is decided by their place in the list.
 */
export function demoUsers(
  people: readonly Person[],
  references: References,
  order: { adminUserId: string; country: string; newId: NewId; at: Date },
): User[] {
  return people.map(({ email, displayName }, index) => ({
    ...defaultFields,
    id: index === 0 ? order.adminUserId : order.newId('user'),
    email,
    displayName,
    roleId: named(references.roles, index === 0 ? 'Admin' : supervises(index) ? 'Supervisor' : 'Agent').id,
    regionId: pick(references.regions, index).id,
    country: order.country,
    access: index > 0 && index % 15 === 0 ? 'inactive' : 'active',
    ...license(index),
    ...team(references, index),
    ...queues(references, index),
    ...skills(references, index),
    version: 1,
    createdAt: order.at,
    updatedAt: order.at,
    lastChange: null,
  }));
}

function supervises(index: number): boolean {
  return index % 20 === 1;
}

/** Elite for every twelfth: the seats of demoAccount leave a few of them free, so that running out can be tried. */
function license(index: number): Pick<User, 'package' | 'addOns'> {
  if (index % 12 === 0) return { package: 'elite', addOns: ['ai_expert_assist'] };
  const packages: (Package | null)[] = ['essentials', 'premium', null];
  return { package: pick(packages, index), addOns: [] };
}

function team({ teams }: References, index: number): Pick<User, 'teamId' | 'teamRole'> {
  if (teams.length === 0 || index % 4 === 3) return { teamId: null, teamRole: null };
  return { teamId: pick(teams, index).id, teamRole: supervises(index) ? 'supervisor' : 'agent' };
}

function queues(
  references: References,
  index: number,
): Pick<User, 'agentQueueIds' | 'supervisorQueueIds' | 'outboundVoiceQueueId' | 'outboundMessageQueueId'> {
  const all = references.queues;
  const agent = several(all, [index, index + 1, index + 5]);
  return {
    agentQueueIds: agent.map(({ id }) => id),
    supervisorQueueIds: supervises(index) ? all.slice(0, 4).map(({ id }) => id) : [],
    outboundVoiceQueueId: agent.find(({ channel }) => channel === 'voice')?.id ?? null,
    outboundMessageQueueId: agent.find(({ channel }) => channel === 'messaging')?.id ?? null,
  };
}

function skills(references: References, index: number): Pick<User, 'skills'> {
  const all = references.skills;
  const known = several(all, [index, index + 7]);
  const level = (maxLevel: number): number => (index % maxLevel) + 1;
  return {
    skills: known.map(({ id, type, maxLevel }) => ({ skillId: id, level: type === 'text' ? null : level(maxLevel) })),
  };
}

/** Each once, also where the list is short; none of an empty list. */
function several<T>(list: readonly T[], indexes: readonly number[]): T[] {
  return list.length === 0 ? [] : [...new Set(indexes.map((index) => pick(list, index)))];
}

/** Round and round the list. */
function pick<T>(list: readonly T[], index: number): T {
  const [found] = list.slice(index % list.length);
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function named<T extends { name: string }>(list: readonly T[], name: string): T {
  const found = list.find((thing) => thing.name === name);
  if (found === undefined) throw new Error(`the demo has nothing called ${name}`);
  return found;
}
