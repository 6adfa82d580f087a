import { cellContext, isClear, type CellContext } from './cellType.ts';
import { checkDraft } from './checkDraft.ts';
import { defaultFields } from './defaultFields.ts';
import { draftOf, type Draft } from './draftUser.ts';
import type { ReferenceBook, Template, TemplateType } from './reference.ts';
import { referencesIn } from './referenceUse.ts';
import type { UserFields } from './user.ts';
import { userColumns, type UserColumn } from './userColumns.ts';

/** What is wrong with a value of a template: where, by path, and why. */
export type ValueFlaw = { path: string; sentence: string };

/**
 * What would be wrong whatever row uses the template: references to nothing, values that no cell may have, values that
 * contradict each other. What a row may still add (a package, say, for add-ons) is not missed here.
 */
export function templateFlaws({ type, values }: Pick<Template, 'type' | 'values'>, book: ReferenceBook): ValueFlaw[] {
  const gone = referencesIn(values).filter(({ kind, id }) => !book[kind].byId.has(id));
  if (gone.length > 0) return gone.map(({ kind, id, path }) => ({ path, sentence: `None of the ${kind} is "${id}".` }));

  const context = cellContext(book);
  const draft = draftOf(defaultFields);
  const found = userColumns.flatMap((column) => {
    const text = column.field?.write(values, book) ?? '';
    if (text === '') return [];
    draft.givenBy.set(column.name, 'template');
    const sentences = cellSentences(column, text, { type, fields: draft.fields, context });
    if (sentences.length > 0) draft.broken.add(column.name);
    return sentences.map((sentence) => ({ path: column.field?.path ?? column.name, sentence }));
  });
  return [...found, ...contradictions(draft, context)];
}

/** Read as a cell would be, by the one table of columns. */
function cellSentences(
  { kinds, field }: UserColumn,
  text: string,
  { type, fields, context }: { type: TemplateType; fields: UserFields; context: CellContext },
): string[] {
  if (isClear(text)) return ['A template cannot say [CLEAR].'];
  if (!kinds.includes(type === 'add' ? 'import-users' : 'update-users')) {
    return ['Only templates of type update can give this.'];
  }
  return (field?.read(fields, text, context) ?? []).map(({ sentence }) => sentence);
}

/** A dependant whose base is in the template too, and the channel of a queue, are wrong whatever the row says. */
function contradictions(draft: Draft, context: CellContext): ValueFlaw[] {
  checkDraft(draft, context);
  return draft.flaws.flatMap(({ column: name, flaw: { code, sentence } }) => {
    const column = userColumns.find((one) => one.name === name);
    const isCertain = code === 'queue_wrong_channel' || draft.givenBy.has(column?.needs?.base ?? '');
    return isCertain ? [{ path: column?.field?.path ?? name, sentence }] : [];
  });
}
