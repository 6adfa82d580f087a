import { Fault } from './fault.ts';
import { guardCell } from './formulaGuard.ts';
import type { ReferenceBook } from './reference.ts';
import type { User } from './user.ts';
import { userColumns, type ColumnName, type UserColumn } from './userColumns.ts';

const columns = userColumns.filter(({ kinds }) => kinds.includes('export-users'));

/** The columns an export may have, in their order: those of an update, so that the file can be uploaded again. */
export const exportColumns: readonly string[] = columns.map(({ name }) => name);

/** The header of an export, with all columns or those asked for, in the order asked for. */
export function exportHeader(names: readonly string[] = exportColumns): string[] {
  return [...names];
}

/** A user as the row under that header: uploaded as an update as it is, it changes nothing. */
export function exportRow(user: User, references: ReferenceBook, names: readonly string[] = exportColumns): string[] {
  return names.map((name) => guardCell(cellOf(user, columnNamed(name), references)));
}

const columnsByName = new Map<string, UserColumn>(columns.map((column) => [column.name, column]));

function columnNamed(name: string): UserColumn {
  const column = columnsByName.get(name);
  if (column === undefined) throw new Fault('internal', { retry: false, message: `no export has a column ${name}` });
  return column;
}

function cellOf(user: User, { name, field }: UserColumn, references: ReferenceBook): string {
  if (field !== null) return field.write(user, references);
  return aboutTheRow[name]?.(user) ?? '';
}

/** The columns that set no field. */
const aboutTheRow: Partial<Record<ColumnName, (user: User) => string>> = {
  user_id: ({ id }) => id,
  version: ({ version }) => String(version),
  last_modified_time: ({ updatedAt }) => updatedAt.toISOString(),
};
