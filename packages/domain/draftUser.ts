import { isClear, type CellContext } from './cellType.ts';
import { checkDraft } from './checkDraft.ts';
import { defaultFields } from './defaultFields.ts';
import { flaw, issueAt, type Flaw } from './flaw.ts';
import type { Issue } from './issue.ts';
import type { ListMode } from './job.ts';
import type { Row } from './readRow.ts';
import type { TemplateType } from './reference.ts';
import { templateReader, type RowTemplate } from './rowTemplate.ts';
import type { UserFields } from './user.ts';
import type { UserColumn } from './userColumns.ts';

/** A user as a row would have them: what they were before, over that the template, over that the row's own cells. */
export type Draft = {
  fields: UserFields;
  /** What the user was before; null when nobody knows who it is. */
  before: UserFields | null;
  /** Who gave a column its value, a wrong one included. Columns not in here are as they were before. */
  givenBy: Map<string, 'cell' | 'template'>;
  /** Columns with a wrong cell: nothing that depends on them is judged. */
  broken: Set<string>;
  template: RowTemplate | null;
  flaws: { column: string; flaw: Flaw }[];
};

/**
 * Prepares, once per job, how rows become drafts. An import takes templates of type add, and there is nothing it could
 * clear; an update takes those of type update. Cells of a row about nobody are judged one by one.
 */
export function userDrafter(
  context: CellContext,
  type: TemplateType,
  listMode: ListMode = 'replace',
): (row: Row, before: UserFields | null) => Draft {
  const readTemplate = templateReader(context, type);

  return ({ header, cells }, before) => {
    const draft = draftOf(before);
    for (const { position, column } of header.columns) {
      const text = cells[position] ?? '';
      if (text !== '') take(draft, column, text, 'cell');
    }
    for (const { column, text } of draft.template?.cells ?? []) {
      if (!draft.givenBy.has(column.name)) take(draft, column, text, 'template');
    }
    checkDraft(draft, context);
    return draft;
  };

  function take(draft: Draft, column: UserColumn, text: string, by: 'cell' | 'template'): void {
    draft.givenBy.set(column.name, by);
    for (const found of isClear(text) ? clear(draft, column, text) : read(draft, column, text)) {
      draft.broken.add(column.name);
      draft.flaws.push({ column: column.name, flaw: found });
    }
  }

  function clear({ fields }: Draft, { clearable, field }: UserColumn, text: string): readonly Flaw[] {
    if (type === 'add') return [flaw('clear_not_allowed', { value: text, where: 'import' })];
    if (!clearable) return [flaw('clear_not_allowed', { value: text, where: 'column' })];
    field?.clear(fields);
    return noFlaws;
  }

  function read(draft: Draft, column: UserColumn, text: string): readonly Flaw[] {
    const { name, field } = column;
    if (name === 'template') return takeTemplate(draft, text);
    if (field === null || isFixed(draft, column, text)) return noFlaws;
    return field.read(draft.fields, text, context, listMode);
  }

  /** An update never changes an address. What a cell repeats of the stored user is right, whatever the rules are now. */
  function isFixed({ before }: Draft, { name, field }: UserColumn, text: string): boolean {
    if (type === 'add') return false;
    return name === 'user_email' || (before !== null && text === field?.write(before, context.references));
  }

  function takeTemplate(draft: Draft, text: string): readonly Flaw[] {
    const found = readTemplate(text);
    if ('flaw' in found) return [found.flaw];
    draft.template = found.template;
    return noFlaws;
  }
}

/** A draft in which nobody has said anything yet. */
export function draftOf(before: UserFields | null): Draft {
  const fields = { ...(before ?? defaultFields) };
  return { fields, before, givenBy: new Map(), broken: new Set(), template: null, flaws: [] };
}

/** What is wrong with a draft, each thing at its place, in header order. */
export function draftIssues({ row, header }: Row, { flaws, givenBy, template }: Draft): Issue[] {
  const place = (column: string): number => header.positions.get(column) ?? Number.MAX_SAFE_INTEGER;
  const issues = flaws.map(({ column, flaw: found }) => {
    if (template === null || givenBy.get(column) !== 'template') return issueAt({ row, column }, found);
    const sentence = `${template.name} gives ${column}: ${found.sentence}`;
    return issueAt({ row, column: 'template' }, { ...found, sentence });
  });
  return issues.sort((one, other) => place(one.column ?? '') - place(other.column ?? ''));
}

const noFlaws: readonly Flaw[] = [];
