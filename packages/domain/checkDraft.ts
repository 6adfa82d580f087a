import type { CellContext } from './cellType.ts';
import type { Draft } from './draftUser.ts';
import { flaw } from './flaw.ts';
import type { QueueChannel } from './reference.ts';
import type { UserFields } from './user.ts';
import { userColumns, type ColumnName } from './userColumns.ts';

/**
 * The rules between columns, on the merged user. One wrong cell raises one issue: nothing is judged by a column whose
 * own cell is wrong already.
 */
export function checkDraft(draft: Draft, context: CellContext): void {
  followBases(draft, context);
  for (const outbound of outboundQueues) checkOutboundQueue(draft, outbound, context);
}

const dependants = userColumns.flatMap(({ name, field, needs, defaultWhenMet }) =>
  field === null || needs === null ? [] : [{ name, field, needs, defaultWhenMet }],
);

/** A dependant comes and goes with its base. Only one that this row or its template asks for can be wrong. */
function followBases(draft: Draft, context: CellContext): void {
  const { fields, givenBy, broken, flaws } = draft;
  for (const { name, field, needs, defaultWhenMet } of dependants) {
    if (needs.isMet(fields)) {
      const blank = defaultWhenMet !== null && field.write(fields, context.references) === '';
      if (blank) field.read(fields, defaultWhenMet, context);
    } else if (!givenBy.has(name)) {
      field.clear(fields);
    } else if (!broken.has(name) && isKnown(draft, needs.base)) {
      flaws.push({ column: name, flaw: flaw(needs.code, { value: field.write(fields, context.references) }) });
    }
  }
}

type OutboundQueue = { column: ColumnName; channel: QueueChannel; idIn: (fields: UserFields) => string | null };

const outboundQueues: readonly OutboundQueue[] = [
  { column: 'default_outbound_voice_queue', channel: 'voice', idIn: (fields) => fields.outboundVoiceQueueId },
  { column: 'default_outbound_message_queue', channel: 'messaging', idIn: (fields) => fields.outboundMessageQueueId },
];

/** A wrong channel is said first: assigning such a queue would cure nothing. */
function checkOutboundQueue(draft: Draft, { column, channel, idIn }: OutboundQueue, { references }: CellContext): void {
  const { fields, broken, flaws } = draft;
  const id = idIn(fields);
  if (id === null || broken.has(column)) return;
  const queue = references.queues.byId.get(id);
  const value = queue?.name ?? id;
  const assigned = fields.agentQueueIds.includes(id) || fields.supervisorQueueIds.includes(id);
  if (queue !== undefined && queue.channel !== channel) {
    flaws.push({ column, flaw: flaw('queue_wrong_channel', { value, channel: queue.channel, needed: channel }) });
  } else if (!assigned && isKnown(draft, 'agent_queues') && isKnown(draft, 'supervisor_queues')) {
    flaws.push({ column, flaw: flaw('queue_not_assigned', { value }) });
  }
}

/** Not known: its cell is wrong, or it is left to a template that is. */
function isKnown({ givenBy, broken }: Draft, column: string): boolean {
  return !broken.has(column) && (givenBy.has(column) || !broken.has('template'));
}
