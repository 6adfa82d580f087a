import { demoSize } from './demoAccount.ts';
import { demoPerson } from './directory.ts';

const header = [
  ...['user_email', 'role', 'package', 'team', 'team_role', 'region', 'country_iso_code', 'user_access'],
  ...['client_integration', 'agent_queues', 'supervisor_queues', 'default_outbound_voice_queue', 'skills'],
  ...['multi_channel_enabled', 'max_agent_load', 'concurrent_message_capacity', 'external_launch_url', 'template'],
] as const;

type Cells = Partial<Record<(typeof header)[number], string>>;

/** As many as one import may bring. */
export const importSize = 1_000;

/** The next 1,000 people of the demo directory who are not users yet, in a file that is valid as it is. */
export function importExample(): string[][] {
  const rows = Array.from({ length: importSize }, (_, index) => {
    const cells = { user_email: demoPerson(demoSize.users + index).email, ...job(index) };
    return header.map((column) => cells[column] ?? '');
  });
  return [[...header], ...rows];
}

/** What somebody does: most cells of most people are left to the defaults. */
function job(index: number): Cells {
  if (index % 25 === 0) return { ...supervisor, region: pick(regions, index) };
  if (index % 10 === 3) return { template: 'Billing Agent', skills: 'English:3' };
  if (index % 10 === 6) return { role: 'Agent', user_access: 'inactive' };
  return { role: 'Agent', package: pick(['essentials', 'premium', ''], index), ...pick(desks, index), ...place(index) };
}

const supervisor: Cells = {
  role: 'Supervisor',
  package: 'premium',
  team: 'Technical Support',
  team_role: 'supervisor',
  supervisor_queues: 'Support Voice|Support Messaging|Support Email',
  default_outbound_voice_queue: 'Support Voice',
};

const desks: Cells[] = [
  {
    team: 'Billing',
    agent_queues: 'Billing Voice|Billing Email|Returns & Refunds Email',
    default_outbound_voice_queue: 'Billing Voice',
    skills: 'English:4|French:2|Refunds',
    client_integration: 'Salesforce',
  },
  {
    team: 'Sales',
    agent_queues: 'Sales Voice|Sales Messaging|Sales Video',
    skills: 'Mobile Plans:3|Spanish:5',
    multi_channel_enabled: 'true',
    max_agent_load: '70',
    external_launch_url: 'https://crm.example.com/customers?phone=%N',
  },
  {
    team: 'Zürich Office',
    agent_queues: 'Support Voice|Retention Voice',
    skills: 'German:5|Router Setup:2|Complaints',
    concurrent_message_capacity: '4',
  },
];

const regions = ['North America', 'Europe', 'Asia Pacific', 'Latin America'];
const countries = ['US', 'FR', 'SG', 'BR'];

function place(index: number): Cells {
  return index % 3 === 0 ? {} : { region: pick(regions, index), country_iso_code: pick(countries, index) };
}

function pick<T>(list: readonly T[], index: number): T {
  const [found] = list.slice(index % list.length);
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
