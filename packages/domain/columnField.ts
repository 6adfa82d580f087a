import type { CellContext, CellType, Parsed } from './cellType.ts';
import { defaultFields } from './defaultFields.ts';
import type { Flaw } from './flaw.ts';
import type { ListMode } from './job.ts';
import type { ReferenceBook } from './reference.ts';
import type { UserFields } from './user.ts';

/** The field of a user that a column sets. Its type is known in here, and to nobody else. */
export type ColumnField = {
  /** Which field, by path: `roleId`, `capacity.messages`. */
  path: string;
  /** What may stand in a cell, in words. */
  allowed: string;
  /** May it hold several items, separated by `|`? */
  isList: boolean;
  /** Reads a non-blank cell into the user. Answers what is wrong with it; then the user stays as they were. */
  read: (fields: UserFields, text: string, context: CellContext, listMode?: ListMode) => readonly Flaw[];
  /** The cell of this user, blank when there is no value. */
  write: (fields: Partial<UserFields>, references: ReferenceBook) => string;
  /** Takes the value away: back to the default. */
  clear: (fields: UserFields) => void;
};

export function field<K extends keyof UserFields>(name: K, cell: CellType<NonNullable<UserFields[K]>>): ColumnField {
  return columnField(
    name,
    cell,
    (fields) => fields[name],
    (fields, value) => {
      fields[name] = value ?? defaultFields[name];
    },
  );
}

/** The same for a field within a field. */
export function nestedField<K extends 'multiChannel' | 'capacity', P extends keyof UserFields[K]>(
  name: K,
  inner: P,
  cell: CellType<NonNullable<UserFields[K][P]>>,
): ColumnField {
  return columnField(
    `${name}.${String(inner)}`,
    cell,
    (fields) => {
      const whole: UserFields[K] | undefined = fields[name];
      return whole?.[inner];
    },
    (fields, value) => {
      fields[name] = { ...fields[name], [inner]: value ?? defaultFields[name][inner] };
    },
  );
}

function columnField<T>(
  path: string,
  cell: CellType<NonNullable<T>>,
  get: (fields: Partial<UserFields>) => T | null | undefined,
  set: (fields: UserFields, value: NonNullable<T> | null) => void,
): ColumnField {
  const parse = rememberingParse(cell);
  return {
    path,
    allowed: cell.allowed,
    isList: cell.merge !== undefined,
    read: (fields, text, context, listMode = 'replace') => {
      const parsed = parse(text, context);
      if ('flaws' in parsed) return parsed.flaws;
      const stored = get(fields);
      const isNew = listMode === 'replace' || stored === null || stored === undefined;
      const whole = isNew || cell.merge === undefined ? parsed : cell.merge(stored, parsed.value, text);
      if ('flaws' in whole) return whole.flaws;
      set(fields, whole.value);
      return noFlaws;
    },
    write: (fields, references) => {
      const value = get(fields);
      return value === null || value === undefined ? '' : cell.format(value, references);
    },
    clear: (fields) => set(fields, null),
  };
}

const noFlaws: readonly Flaw[] = [];

/**
 * Files say the same few things thousands of times: within a job, a column parses each of them once. Users share what
 * comes of it, so nobody changes a user's list in place. Columns in which every cell differs soon stop remembering.
 */
function rememberingParse<T>({ parse }: CellType<T>): CellType<T>['parse'] {
  const memories = new WeakMap<CellContext, Map<string, Parsed<T>>>();
  return (text, context) => {
    const memory = memories.get(context) ?? new Map<string, Parsed<T>>();
    const known = memory.get(text);
    if (known !== undefined) return known;
    const parsed = parse(text, context);
    if (memory.size === 0) memories.set(context, memory);
    if (memory.size < mostRemembered && text.length <= longestRemembered) memory.set(text, parsed);
    return parsed;
  };
}

const mostRemembered = 500;
const longestRemembered = 100;
