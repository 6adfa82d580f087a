import type { Flaw } from './flaw.ts';
import type { ReferenceBook, ReferenceKind } from './reference.ts';
import { suggester, type Suggest } from './suggest.ts';

/** How the cells of a column are read and written. `parse` sees no blank cells; what `format` writes, it reads back. */
export type CellType<T> = {
  /** What may stand in a cell, in words: column docs and messages show it. */
  allowed: string;
  parse: (text: string, context: CellContext) => Parsed<T>;
  format: (value: T, references: ReferenceBook) => string;
  /** Only lists have it: what was there already, and what a cell adds to it. */
  merge?: (stored: T, added: T, cell: string) => Parsed<T>;
};

export type Parsed<T> = { value: T } | { flaws: readonly Flaw[] };

/** What cells are read against, prepared once per job. */
export type CellContext = { references: ReferenceBook; suggest: Record<ReferenceKind, Suggest> };

export function cellContext(references: ReferenceBook): CellContext {
  const suggestFrom = (kind: ReferenceKind): Suggest => suggester(references[kind].all.map(({ name }) => name));
  return {
    references,
    suggest: {
      roles: suggestFrom('roles'),
      queues: suggestFrom('queues'),
      skills: suggestFrom('skills'),
      teams: suggestFrom('teams'),
      regions: suggestFrom('regions'),
      templates: suggestFrom('templates'),
    },
  };
}

/** The word that takes a stored value away. */
export function isClear(text: string): boolean {
  return text.length === 7 && text.toLowerCase() === '[clear]';
}
