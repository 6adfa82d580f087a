import { isClear, type CellContext, type CellType, type Parsed } from './cellType.ts';
import { flaw, type Flaw } from './flaw.ts';

/** Several items in one cell, separated by `|`; `idOf` says when two of them are the same. */
export function list<T>(item: CellType<T>, max: number, idOf: (value: T) => string): CellType<T[]> {
  const allowed = `${item.allowed}; several are separated by |, at most ${max}`;
  return {
    allowed,
    parse: (cell, context) => {
      const items = cell
        .split('|')
        .map((text) => text.trim())
        .filter((text) => text !== '');
      if (items.length === 0) return { flaws: [flaw('value_invalid', { value: cell, allowed })] };
      const parsed = parseItems(items.slice(0, max), item, idOf, context); // a cell of a megabyte has half a million
      if (items.length <= max) return parsed;
      const tooMany = flaw('too_many_items', { value: cell, count: items.length, max, merged: false });
      return { flaws: 'flaws' in parsed ? [tooMany, ...parsed.flaws] : [tooMany] };
    },
    format: (values, references) => values.map((value) => item.format(value, references)).join('|'),
    merge: (stored, added, cell) => {
      const values = new Map([...stored, ...added].map((value) => [idOf(value), value]));
      if (values.size <= max) return { value: [...values.values()] };
      return { flaws: [flaw('too_many_items', { value: cell, count: values.size, max, merged: true })] };
    },
  };
}

function parseItems<T>(
  items: readonly string[],
  item: CellType<T>,
  idOf: (value: T) => string,
  context: CellContext,
): Parsed<T[]> {
  const values = new Map<string, T>();
  const flaws: Flaw[] = [];
  for (const text of items) {
    const parsed = isClear(text)
      ? { flaws: [flaw('clear_not_allowed', { value: text, where: 'list' })] }
      : item.parse(text, context);
    if ('flaws' in parsed) flaws.push(...parsed.flaws);
    else if (values.has(idOf(parsed.value))) flaws.push(flaw('duplicate_item', { value: text }));
    else values.set(idOf(parsed.value), parsed.value);
  }
  return flaws.length > 0 ? { flaws } : { value: [...values.values()] };
}
