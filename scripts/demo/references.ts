import type { NewId, Queue, QueueChannel, References, Role, Skill } from '@muster/domain';

/** What every new account starts with. */
export function firstRoles(newId: NewId): Role[] {
  const role = (name: string, description: string, privileges: string[]): Role => ({
    id: newId('role'),
    name,
    description,
    privileges,
  });
  return [
    role('Admin', 'Sets up the contact center and its users', ['users:manage']),
    role('Supervisor', 'Leads teams and watches queues', []),
    role('Agent', 'Talks with customers', []),
  ];
}

/** The reference data of the demo account: enough of every kind to try every column. */
export function demoReferences(newId: NewId): References {
  const roles = firstRoles(newId);
  const queues = demoQueues(newId);
  const skills = demoSkills(newId);
  const teams = ['Billing', 'Sales', 'Technical Support', 'Retention', 'Night Shift', 'Zürich Office'].map((name) => ({
    id: newId('team'),
    name,
  }));
  const regions = ['North America', 'Europe', 'Asia Pacific', 'Latin America'].map((name) => ({
    id: newId('region'),
    name,
    isMain: name === 'North America',
  }));
  const found: Omit<References, 'templates'> = { roles, queues, skills, teams, regions };
  return { ...found, templates: demoTemplates(newId, found) };
}

function demoQueues(newId: NewId): Queue[] {
  const queue = (subject: string, channel: QueueChannel): Queue => ({
    id: newId('queue'),
    name: `${subject} ${channel.charAt(0).toUpperCase()}${channel.slice(1)}`,
    description: `${subject} by ${channel}`,
    channel,
  });
  return [
    queue('Billing', 'voice'),
    queue('Billing', 'messaging'),
    queue('Billing', 'email'),
    queue('Sales', 'voice'),
    queue('Sales', 'messaging'),
    queue('Sales', 'video'),
    queue('Support', 'voice'),
    queue('Support', 'messaging'),
    queue('Support', 'email'),
    queue('Support', 'video'),
    queue('Retention', 'voice'),
    queue('Returns & Refunds', 'email'),
  ];
}

function demoSkills(newId: NewId): Skill[] {
  const skill = (category: string, type: Skill['type'], name: string, maxLevel: number): Skill => ({
    id: newId('skill'),
    name,
    category,
    type,
    maxLevel,
  });
  const languages = ['English', 'French', 'German', 'Spanish', 'Português', 'Türkçe'];
  return [
    ...languages.map((name) => skill('Languages', 'proficiency', name, 5)),
    skill('Products', 'proficiency', 'Router Setup', 3),
    skill('Products', 'proficiency', 'Mobile Plans', 3),
    skill('Permissions', 'text', 'Refunds', 1),
    skill('Permissions', 'text', 'Account Closure', 1),
    skill('Service', 'text', 'VIP', 1),
    skill('Service', 'text', 'Complaints', 1),
  ];
}

/** One template of each type in each state. */
function demoTemplates(newId: NewId, found: Omit<References, 'templates'>): References['templates'] {
  const agent = idOf(found.roles, 'Agent');
  const supervisor = idOf(found.roles, 'Supervisor');
  const template = (
    name: string,
    type: References['templates'][number]['type'],
    state: References['templates'][number]['state'],
    values: References['templates'][number]['values'],
  ): References['templates'][number] => ({ id: newId('template'), name, type, state, values });
  const billing = {
    roleId: agent,
    package: 'essentials' as const,
    teamId: idOf(found.teams, 'Billing'),
    agentQueueIds: [idOf(found.queues, 'Billing Voice'), idOf(found.queues, 'Billing Messaging')],
    outboundVoiceQueueId: idOf(found.queues, 'Billing Voice'),
  };
  return [
    template('Billing Agent', 'add', 'active', billing),
    template('Team Lead', 'add', 'active', { roleId: supervisor, package: 'premium', access: 'active' }),
    template('Video Agent', 'add', 'draft', { roleId: agent, agentQueueIds: [idOf(found.queues, 'Support Video')] }),
    template('Seasonal Agent', 'add', 'inactive', { roleId: agent, package: 'essentials' }),
    template('On Leave', 'update', 'active', { access: 'inactive', status: 'Offline' }),
    template('Promotion', 'update', 'draft', { roleId: supervisor }),
    template('Old Night Shift', 'update', 'inactive', { teamId: idOf(found.teams, 'Night Shift') }),
  ];
}

function idOf(things: readonly { id: string; name: string }[], name: string): string {
  const found = things.find((thing) => thing.name === name);
  if (found === undefined) throw new Error(`the demo has nothing called ${name}`);
  return found.id;
}
