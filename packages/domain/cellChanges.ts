import type { CellChange } from './change.ts';
import type { ReferenceBook } from './reference.ts';
import type { UserFields } from './user.ts';
import { userColumns } from './userColumns.ts';

/** What a person sees change: the cells of a user before and after, in the order of the column table. */
export function cellChanges(
  before: UserFields | null,
  after: UserFields | null,
  references: ReferenceBook,
): Record<string, CellChange> {
  const changes: Record<string, CellChange> = {};
  for (const { name, field } of userColumns) {
    if (field === null) continue;
    const from = before === null ? '' : field.write(before, references);
    const to = after === null ? '' : field.write(after, references);
    if (from !== to) changes[name] = { from: from === '' ? null : from, to: to === '' ? null : to };
  }
  return changes;
}
