import type { CellContext } from './cellType.ts';
import type { Draft } from './draftUser.ts';
import { flaw } from './flaw.ts';
import type { QueueChannel } from './reference.ts';
import type { UserFields } from './user.ts';
import { userColumns, type ColumnName } from './userColumns.ts';

/**
 * The rules between columns, on the merged user. One wrong cell raises one issue: nothing is judged by a column whose
 * own cell is wrong already, nor again what stays as it was stored.
 */
export function checkDraft(draft: Draft, context: CellContext): void {
  const { before } = draft;
  if (before === null) return; // merged with nobody
  followBases(draft, before, context);
  for (const outbound of outboundQueues) checkOutboundQueue(draft, before, outbound, context);
}

const dependants = userColumns.flatMap(({ name, field, needs, defaultWhenMet }) =>
  field === null || needs === null ? [] : [{ name, field, needs, defaultWhenMet }],
);

/** A dependant comes and goes with its base. Only one that this row or its template asks for can be wrong. */
function followBases({ fields, ...draft }: Draft, before: UserFields, context: CellContext): void {
  for (const { name, field, needs, defaultWhenMet } of dependants) {
    const isMet = needs.isMet(fields);
    const text = field.write(fields, context.references);
    if (isMet === needs.isMet(before) && text === field.write(before, context.references)) continue;
    if (isMet) {
      if (text === '' && defaultWhenMet !== null) field.read(fields, defaultWhenMet, context);
    } else if (text === '') {
      continue;
    } else if (!draft.givenBy.has(name)) {
      field.clear(fields);
    } else if (!draft.broken.has(name) && isKnown(draft, needs.base)) {
      draft.flaws.push({ column: name, flaw: flaw(needs.code, { value: text }) });
    }
  }
}

type OutboundQueue = { column: ColumnName; channel: QueueChannel; idIn: (fields: UserFields) => string | null };

const outboundQueues: readonly OutboundQueue[] = [
  { column: 'default_outbound_voice_queue', channel: 'voice', idIn: (fields) => fields.outboundVoiceQueueId },
  { column: 'default_outbound_message_queue', channel: 'messaging', idIn: (fields) => fields.outboundMessageQueueId },
];

/** A wrong channel is said first: assigning such a queue would cure nothing. */
function checkOutboundQueue(
  draft: Draft,
  before: UserFields,
  { column, channel, idIn }: OutboundQueue,
  { references }: CellContext,
): void {
  const { fields, broken, flaws } = draft;
  const id = idIn(fields);
  if (id === null || broken.has(column) || (id === idIn(before) && hasSameQueues(fields, before))) return;
  const queue = references.queues.byId.get(id);
  const value = queue?.name ?? id;
  const assigned = fields.agentQueueIds.includes(id) || fields.supervisorQueueIds.includes(id);
  if (queue !== undefined && queue.channel !== channel) {
    flaws.push({ column, flaw: flaw('queue_wrong_channel', { value, channel: queue.channel, needed: channel }) });
  } else if (!assigned && isKnown(draft, 'agent_queues') && isKnown(draft, 'supervisor_queues')) {
    flaws.push({ column, flaw: flaw('queue_not_assigned', { value }) });
  }
}

function hasSameQueues(fields: UserFields, before: UserFields): boolean {
  return fields.agentQueueIds === before.agentQueueIds && fields.supervisorQueueIds === before.supervisorQueueIds;
}

/** Not known: its cell is wrong, or it is left to a template that is. */
function isKnown({ givenBy, broken }: Pick<Draft, 'givenBy' | 'broken'>, column: string): boolean {
  return !broken.has(column) && (givenBy.has(column) || !broken.has('template'));
}
