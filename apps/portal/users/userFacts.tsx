import { Badge, Code } from '@mantine/core';
import type { UserView } from '@muster/contract';
import type { ReactNode } from 'react';
import { Time } from '../parts/Time.tsx';
import { texts } from '../texts/index.ts';
import { countryName } from '../texts/language.ts';

const names = (references: readonly { name: string }[]) => references.map(({ name }) => name).join(', ');
const { yesNo, skill, accesses } = texts.users;

/** Everything that is known of a user, as it is shown; null or blank: nothing is set. */
export const userFacts = {
  displayName: ({ displayName }) => displayName,
  email: ({ email }) => email,
  role: ({ role }) => role.name,
  package: (user) => user.package,
  addOns: ({ addOns }) => addOns.join(', '),
  team: ({ team }) => team?.name,
  teamRole: ({ teamRole }) => teamRole,
  region: ({ region }) => region.name,
  country: ({ country }) => countryName(country),
  access: ({ access }) => (
    <Badge className="in-line" variant={access === 'active' ? 'default' : 'outline'} color="red" tt="none">
      {accesses[access]}
    </Badge>
  ),
  status: ({ status, subStatus }) => (subStatus === null ? status : `${status}: ${subStatus}`),
  clientIntegration: ({ clientIntegration }) => clientIntegration,
  agentQueues: ({ agentQueues }) => names(agentQueues),
  supervisorQueues: ({ supervisorQueues }) => names(supervisorQueues),
  outboundVoiceQueue: ({ outboundVoiceQueue }) => outboundVoiceQueue?.name,
  outboundMessageQueue: ({ outboundMessageQueue }) => outboundMessageQueue?.name,
  skills: ({ skills }) => skills.map((held) => skill(held.skill.name, held.level)).join(', '),
  multiChannel: ({ multiChannel }) => yesNo(multiChannel.enabled),
  maxAgentLoad: ({ multiChannel }) => multiChannel.maxAgentLoad,
  emailMaxAgentLoad: ({ multiChannel }) => multiChannel.emailMaxAgentLoad,
  messages: ({ capacity }) => capacity.messages,
  emails: ({ capacity }) => capacity.emails,
  externalLaunchUrl: ({ externalLaunchUrl }) => externalLaunchUrl,
  mobileClient: ({ mobileClient }) => yesNo(mobileClient),
  emergencyCalling: ({ emergencyCalling }) => yesNo(emergencyCalling),
  id: ({ id }) => <Code>{id}</Code>,
  version: ({ version }) => version,
  createdAt: ({ createdAt }) => <Time at={createdAt} />,
  updatedAt: ({ updatedAt }) => <Time at={updatedAt} />,
} satisfies Record<string, (user: UserView) => ReactNode>;

export type UserFact = keyof typeof userFacts;

/** What belongs together, in the order of reading. Name and e-mail stand above. */
export const factGroups = {
  person: ['role', 'access', 'status', 'package', 'addOns', 'region', 'country'],
  team: ['team', 'teamRole'],
  queues: ['agentQueues', 'supervisorQueues', 'outboundVoiceQueue', 'outboundMessageQueue', 'skills'],
  channels: ['multiChannel', 'maxAgentLoad', 'emailMaxAgentLoad', 'messages', 'emails'],
  client: ['clientIntegration', 'externalLaunchUrl', 'mobileClient', 'emergencyCalling'],
  record: ['updatedAt', 'createdAt', 'version', 'id'],
} as const satisfies Record<keyof typeof texts.users.groups, readonly UserFact[]>;

/** One fact, or the sign for none. */
export function Fact({ user, fact }: { user: UserView; fact: UserFact }) {
  const shown: ReactNode = userFacts[fact](user);
  return shown === null || shown === undefined || shown === '' ? texts.users.blank : shown;
}
