import type { ReferenceBook, User, UserFields } from '@muster/domain';
import { named } from './namedReference.ts';
import type { UserFieldsView, UserView } from './userSchema.ts';

/** The only maker of user JSON: ids become `{id, name}`. Read the book after the user, so that no name is missing. */
export function userView(user: User, book: ReferenceBook): UserView {
  return {
    id: user.id,
    ...userFieldsView(user, book),
    version: user.version,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
    lastChange: user.lastChange,
  };
}

function userFieldsView(user: UserFields, book: ReferenceBook): UserFieldsView {
  const queue = named(book.queues);
  const skill = named(book.skills);
  return {
    email: user.email,
    displayName: user.displayName,
    role: named(book.roles)(user.roleId),
    package: user.package,
    addOns: user.addOns,
    team: orNull(user.teamId, named(book.teams)),
    teamRole: user.teamRole,
    region: named(book.regions)(user.regionId),
    country: user.country,
    access: user.access,
    status: user.status,
    subStatus: user.subStatus,
    clientIntegration: user.clientIntegration,
    agentQueues: user.agentQueueIds.map(queue),
    supervisorQueues: user.supervisorQueueIds.map(queue),
    outboundVoiceQueue: orNull(user.outboundVoiceQueueId, queue),
    outboundMessageQueue: orNull(user.outboundMessageQueueId, queue),
    skills: user.skills.map(({ skillId, level }) => ({ skill: skill(skillId), level })),
    multiChannel: user.multiChannel,
    capacity: user.capacity,
    externalLaunchUrl: user.externalLaunchUrl,
    mobileClient: user.mobileClient,
    emergencyCalling: user.emergencyCalling,
  };
}

function orNull<T>(id: string | null, view: (id: string) => T): T | null {
  return id === null ? null : view(id);
}
