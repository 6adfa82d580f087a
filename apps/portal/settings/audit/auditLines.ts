import { texts } from '../../texts/index.ts';
import { isRecord } from '../form/field.ts';

const { audit: words } = texts;

/** What the API noted of a change, a line each: what was changed comes as from → to, ids that say nothing stay out. */
export function auditLines(detail: Record<string, unknown>): string[] {
  const { changes, id: _id, userId: _userId, name, ...others } = detail;
  const plain = Object.entries(others).filter(([, value]) => value !== null);
  return [
    ...(typeof name === 'string' ? [name] : []),
    ...plain.map(([member, value]) => words.value(member, text(value))),
    ...Object.entries(isRecord(changes) ? changes : {}).flatMap(([member, change]) =>
      isRecord(change) ? changedLines(member, change['from'], change['to']) : [],
    ),
  ];
}

/** Down to the members that are not what they were: nobody compares two objects by eye. */
function changedLines(member: string, from: unknown, to: unknown): string[] {
  if (!isRecord(from) || !isRecord(to)) return [words.change(member, text(from), text(to))];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names
    .filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]))
    .flatMap((name) => changedLines(`${member}.${name}`, from[name], to[name]));
}

function text(value: unknown): string {
  if (value === null || value === undefined || value === '') return words.nothing;
  if (Array.isArray(value)) return value.length === 0 ? words.nothing : value.map(text).join(', ');
  if (isRecord(value)) return recordText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is not there and what is none of it says nothing: of the counts of a job most are 0. */
function recordText(record: Record<string, unknown>): string {
  const members = Object.entries(record).filter(([, value]) => value !== null && value !== 0);
  return members.length === 0 ? words.nothing : members.map(([member, value]) => `${member} ${text(value)}`).join(', ');
}
