import type { CellContext } from './cellType.ts';
import { flaw, type Flaw } from './flaw.ts';
import type { Template, TemplateType } from './reference.ts';
import { findReference, notFound } from './referenceCells.ts';
import { userColumns, type UserColumn } from './userColumns.ts';

/** A template as a row meets it: cells written in advance, judged like the row's own. */
export type RowTemplate = { name: string; cells: readonly { column: UserColumn; text: string }[] };

/** Prepares, once per job, how `template` cells are read. An import takes templates of type add, an update of type update. */
export function templateReader(
  context: CellContext,
  type: TemplateType,
): (text: string) => { template: RowTemplate } | { flaw: Flaw } {
  const prepared = new Map<string, RowTemplate>();
  return (text) => {
    const found = findReference('templates', text, context);
    if (found === null) return { flaw: notFound('templates', text, context) };
    if (found.state !== 'active')
      return { flaw: flaw('template_not_active', { value: found.name, state: found.state }) };
    if (found.type !== type) return { flaw: flaw('template_wrong_type', { value: found.name, needed: type }) };
    const template = prepared.get(found.id) ?? asCells(found, context);
    prepared.set(found.id, template);
    return { template };
  };
}

/** Values are written as cells, so that a queue that is gone, or a package that is not there, is found by the same rules. */
function asCells({ name, values }: Template, { references }: CellContext): RowTemplate {
  const cells = userColumns.flatMap((column) => {
    const text = column.name === 'user_email' ? '' : (column.field?.write(values, references) ?? '');
    return text === '' ? [] : [{ column, text }];
  });
  return { name, cells };
}
