import type { CellContext } from './cellType.ts';
import type { Change } from './change.ts';
import { checkDraft } from './checkDraft.ts';
import type { ColumnField } from './columnField.ts';
import { defaultFields } from './defaultFields.ts';
import { draftOf } from './draftUser.ts';
import { flaw, issueAt, type Flaw } from './flaw.ts';
import type { Issue } from './issue.ts';
import { referencesIn } from './referenceUse.ts';
import type { UserFields } from './user.ts';
import { userColumns } from './userColumns.ts';

/**
 * The user as before a change, and what of that cannot be had again. What users refer to may have become something else
 * since, so the old references are judged like new ones; nothing else is.
 */
export function restoreUser(
  { row, fields: cells, before }: Change,
  now: UserFields | null,
  context: CellContext,
): { fields: UserFields; issues: Issue[] } {
  const draft = draftOf(now ?? defaultFields);
  Object.assign(draft.fields, before);
  const paths = new Set<string>(referencesIn(before ?? {}).map(({ path }) => path));
  for (const { name, field } of userColumns) {
    if (field === null || !paths.has(field.path)) continue;
    for (const found of restoreReferences(draft.fields, field, cells[name]?.from ?? null, context)) {
      draft.broken.add(name);
      draft.flaws.push({ column: name, flaw: found });
    }
  }
  checkDraft(draft, context);
  return { fields: draft.fields, issues: draft.flaws.map(({ column, flaw }) => issueAt({ row, column }, flaw)) };
}

/**
 * What is still there counts by its id, whatever its name is now. What is gone is looked for by the name it had then,
 * so that creating it again is a cure.
 */
function restoreReferences(
  fields: UserFields,
  field: ColumnField,
  from: string | null,
  context: CellContext,
): readonly Flaw[] {
  const text = field.write(fields, context.references); // the id stands where there is no name any more
  const gone = new Set(
    field
      .read({ ...fields }, text, context)
      .filter(isNotFound)
      .map(({ value }) => value),
  );
  const names = from?.split('|') ?? [];
  const items = text.split('|').map((item, at) => (gone.has(withoutLevel(item)) ? (names[at] ?? item) : item));
  return field
    .read(fields, items.join('|'), context)
    .map((found) => (isNotFound(found) ? flaw('reference_gone', { value: found.value }) : found));
}

function isNotFound({ code }: Flaw): boolean {
  return code === 'reference_not_found';
}

function withoutLevel(item: string): string {
  return item.split(':')[0] ?? item;
}
