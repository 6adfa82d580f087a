import { isClear, type CellContext } from './cellType.ts';
import { checkDraft } from './checkDraft.ts';
import { flaw, issueAt, type Flaw } from './flaw.ts';
import type { Issue } from './issue.ts';
import type { Row } from './readRow.ts';
import type { TemplateType } from './reference.ts';
import { templateReader, type RowTemplate } from './rowTemplate.ts';
import type { UserFields } from './user.ts';
import type { UserColumn } from './userColumns.ts';

/** A user as a row would have them: what they were before, over that the template, over that the row's own cells. */
export type Draft = {
  fields: UserFields;
  /** Who gave a column its value, a wrong one included. Columns not in here are as they were before. */
  givenBy: Map<string, 'cell' | 'template'>;
  /** Columns with a wrong cell: nothing that depends on them is judged. */
  broken: Set<string>;
  template: RowTemplate | null;
  flaws: { column: string; flaw: Flaw }[];
};

/** Prepares, once per job, how rows become drafts. An import takes templates of type add, an update of type update. */
export function userDrafter(context: CellContext, templates: TemplateType): (row: Row, before: UserFields) => Draft {
  const readTemplate = templateReader(context, templates);

  return ({ header, cells }, before) => {
    const draft: Draft = { fields: { ...before }, givenBy: new Map(), broken: new Set(), template: null, flaws: [] };
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
    for (const found of read(draft, column, text)) {
      draft.broken.add(column.name);
      draft.flaws.push({ column: column.name, flaw: found });
    }
  }

  function read(draft: Draft, { name, field }: UserColumn, text: string): readonly Flaw[] {
    if (isClear(text)) return [flaw('clear_not_allowed', { value: text, where: 'import' })];
    if (field !== null) return field.read(draft.fields, text, context);
    if (name !== 'template') return [];
    const found = readTemplate(text);
    if ('flaw' in found) return [found.flaw];
    draft.template = found.template;
    return [];
  }
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
