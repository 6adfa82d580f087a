import { guardCell } from './formulaGuard.ts';
import { key } from './key.ts';
import type { Row } from './readRow.ts';

/** In a column, by its name in the column table: what stands there, and what is to stand there instead. */
export type CellReplacement = { column: string; from: string; to: string };

/**
 * Prepares, once per file, how the cells of its rows are written into a corrected one. `from` is a whole cell or an item of
 * a list, compared by key; of an item with a level the name is enough, and the level stays: `Frnch:4` becomes `French:4`.
 * An item that becomes one the list has already is not listed twice, and one that becomes blank is taken out. Each cell is
 * replaced once: the new text is not looked at again.
 */
export function cellReplacer(replacements: readonly CellReplacement[]): (row: Row) => string[] {
  const columns = new Map<string, Map<string, string>>();
  for (const { column, from, to } of replacements) {
    const texts = columns.get(column) ?? new Map<string, string>();
    columns.set(column, texts.set(key(from), to));
  }

  return ({ header, cells }) => {
    const fixed = [...cells];
    for (const { position, column } of header.columns) {
      const cell = cells[position] ?? '';
      const texts = columns.get(column.name);
      if (cell === '' || texts === undefined) continue;
      fixed[position] = texts.get(key(cell)) ?? (column.field?.isList === true ? replaceItems(cell, texts) : cell);
    }
    return fixed.map(guardCell);
  };
}

/** New texts by the key of the old one. */
type NewTexts = ReadonlyMap<string, string>;

function replaceItems(cell: string, texts: NewTexts): string {
  const items = cell.split('|').map((item) => item.trim());
  const fixed = items.map((item) => texts.get(key(item)) ?? replaceName(item, texts));
  if (fixed.every((item, at) => item === items[at])) return cell;
  const listed = new Set(items.filter((item, at) => item === fixed[at]).map(key));
  return fixed
    .filter((item, at) => {
      if (item === items[at]) return true;
      const isNew = item !== '' && !listed.has(key(item));
      listed.add(key(item));
      return isNew;
    })
    .join('|');
}

function replaceName(item: string, texts: NewTexts): string {
  const colon = item.indexOf(':');
  const to = colon === -1 ? undefined : texts.get(key(item.slice(0, colon)));
  if (to === undefined) return item;
  return to === '' || to.includes(':') ? to : `${to}:${item.slice(colon + 1).trim()}`;
}
