import type { Queue, ReferenceKind, Skill } from './reference.ts';
import type { UserFields } from './user.ts';

/** What a user, or the values of a template, refer to: the kind, the id, and the field it stands in. */
export type ReferenceUse = { kind: ReferenceKind; id: string; path: keyof UserFields };

export function referencesIn(fields: Partial<UserFields>): ReferenceUse[] {
  const one = (kind: ReferenceKind, path: keyof UserFields, id: string | null | undefined): ReferenceUse[] =>
    id === null || id === undefined ? [] : [{ kind, id, path }];
  const all = (path: keyof UserFields, ids: readonly string[] | undefined): ReferenceUse[] =>
    (ids ?? []).flatMap((id) => one('queues', path, id));
  return [
    ...one('roles', 'roleId', fields.roleId),
    ...one('teams', 'teamId', fields.teamId),
    ...one('regions', 'regionId', fields.regionId),
    ...all('agentQueueIds', fields.agentQueueIds),
    ...all('supervisorQueueIds', fields.supervisorQueueIds),
    ...one('queues', 'outboundVoiceQueueId', fields.outboundVoiceQueueId),
    ...one('queues', 'outboundMessageQueueId', fields.outboundMessageQueueId),
    ...(fields.skills ?? []).flatMap(({ skillId }) => one('skills', 'skills', skillId)),
  ];
}

/** Would these fields break a rule once the queue is what it is to become? */
export function misfitsQueue(fields: Partial<UserFields>, { id, channel }: Queue): boolean {
  return (
    (fields.outboundVoiceQueueId === id && channel !== 'voice') ||
    (fields.outboundMessageQueueId === id && channel !== 'messaging')
  );
}

/** The same for a skill. */
export function misfitsSkill(fields: Partial<UserFields>, { id, type, maxLevel }: Skill): boolean {
  return (fields.skills ?? []).some(
    ({ skillId, level }) => skillId === id && (type === 'text' ? level !== null : level === null || level > maxLevel),
  );
}
