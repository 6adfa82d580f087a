import { issueOf } from './flaw.ts';
import type { Issue } from './issue.ts';
import { shown } from './issueSentences.ts';
import { suggester } from './suggest.ts';
import { understandCell } from './understandCell.ts';
import { userColumns, type UserColumn } from './userColumns.ts';

export type UploadKind = 'import-users' | 'update-users';

/** The header as it was understood: which cell of a row belongs to which column. */
export type Header = {
  row: number;
  /** As uploaded: the report shows them again. */
  cells: readonly string[];
  /** The columns that are read, in header order. */
  columns: readonly HeaderColumn[];
  /** Where each of them stands, by name. */
  positions: ReadonlyMap<string, number>;
  /** Positions of the `_` columns: nobody reads them, and they make no row non-blank. */
  ignored: ReadonlySet<number>;
  /** Up to where there are columns. Blank header cells after that are what a spreadsheet left over. */
  width: number;
};

type HeaderColumn = { position: number; column: UserColumn };

/** Understands the header: columns in any order, case and spelling. What is no column of such a file is an issue. */
export function readHeader(
  cells: readonly string[],
  row: number,
  kind: UploadKind,
): { header: Header; issues: Issue[] } {
  const names = cells.map(understandCell);
  const columns: HeaderColumn[] = [];
  const positions = new Map<string, number>();
  for (const [position, name] of names.entries()) {
    const column = columnNamed(name);
    if (column === undefined || !column.kinds.includes(kind) || positions.has(column.name)) continue;
    columns.push({ position, column });
    positions.set(column.name, position);
  }
  const ignored = new Set([...names.keys()].filter((position) => isIgnored(names[position] ?? '')));
  const width = names.findLastIndex((name) => name !== '' && !isIgnored(name)) + 1;
  const header = { row, cells, columns, positions, ignored, width };
  return { header, issues: [...wrongCells(names, header, kind), ...missingColumns(header, kind)] };
}

/** Columns of exports that say nothing to an import, and do no harm there. */
const unreadOnImport: readonly string[] = ['version', 'last_modified_time'];
const unreadOnUpdate: readonly string[] = ['last_modified_time'];

const columnsBySpelling = new Map(
  userColumns.flatMap((column) => [column.name, ...column.aliases].map((name) => [name, column] as const)),
);

function columnNamed(name: string): UserColumn | undefined {
  return columnsBySpelling.get(name.toLowerCase().replace(/[\s-]/g, '_'));
}

function isIgnored(name: string): boolean {
  return name.startsWith('_');
}

function wrongCells(names: readonly string[], { row, positions, width }: Header, kind: UploadKind): Issue[] {
  const suggest = suggester(spellingsOf(kind, positions), 10_000); // enough for a few hundred wrong columns
  const unread = kind === 'import-users' ? unreadOnImport : unreadOnUpdate;
  return names.slice(0, width).flatMap((name, position) => {
    const column = columnNamed(name);
    if (isIgnored(name) || (column !== undefined && unread.includes(column.name))) return [];
    if (column === undefined) {
      const reason = name === '' ? 'unnamed' : 'unknown';
      const facts = { value: name, reason, place: position + 1, suggestion: suggest(name) } as const;
      return [issueOf('unknown_column', { row, column: name === '' ? null : shown(name) }, facts)];
    }
    const first = positions.get(column.name);
    if (first === undefined) {
      const facts = { value: name, reason: 'update_only', place: position + 1 } as const;
      return [issueOf('unknown_column', { row, column: column.name }, facts)];
    }
    return first === position
      ? []
      : [issueOf('duplicate_column', { row, column: column.name }, { value: name, first: first + 1 })];
  });
}

/** Nobody means a column that is there already. */
function spellingsOf(kind: UploadKind, taken: ReadonlyMap<string, number>): string[] {
  return userColumns
    .filter(({ name, kinds }) => kinds.includes(kind) && !taken.has(name))
    .flatMap(({ name, aliases }) => [name, ...aliases]);
}

/** An import says who is added and as what; an update says, in one of two ways, who is changed. */
function missingColumns({ row, positions }: Header, kind: UploadKind): Issue[] {
  const needed =
    kind === 'import-users'
      ? userColumns.filter(({ required }) => required)
      : [{ name: 'user_email', unless: 'user_id' }];
  return needed
    .filter(({ name, unless }) => !positions.has(name) && (unless === null || !positions.has(unless)))
    .map(({ name, unless }) => issueOf('missing_column', { row, column: name }, { value: null, or: unless }));
}
