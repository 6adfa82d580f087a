import { defaultFields } from './defaultFields.ts';
import { referenceBook } from './reference.ts';
import { userColumns, type UserColumn } from './userColumns.ts';

/** A column as people and programs read about it. */
export type ColumnDoc = {
  name: string;
  aliases: string[];
  kinds: string[];
  required: boolean;
  clearable: boolean;
  allowed: string;
  default: string | null;
  example: string;
  description: string;
};

/** The column table for readers: of one kind of file, or of all. */
export function columnDocs(kind?: UserColumn['kinds'][number]): ColumnDoc[] {
  return userColumns.filter(({ kinds }) => kind === undefined || kinds.includes(kind)).map(columnDoc);
}

function columnDoc(column: UserColumn): ColumnDoc {
  const { name, aliases, kinds, required, clearable, example, description } = column;
  const common = { name, aliases: [...aliases], kinds: [...kinds], required, clearable };
  return { ...common, allowed: allowedIn(column), default: defaultOf(column), example, description };
}

function allowedIn({ about, field, needs }: UserColumn): string {
  const allowed = about ?? field?.allowed ?? '';
  return needs === null ? allowed : `${allowed}; only ${needs.when}`;
}

function defaultOf({ field, needs, defaultWhenMet, defaultInWords }: UserColumn): string | null {
  if (defaultInWords !== null) return defaultInWords;
  if (needs !== null && defaultWhenMet !== null) return `${defaultWhenMet} ${needs.when}`;
  const text = field?.write(defaultFields, noReferences) ?? '';
  return text === '' ? null : text;
}

/** No default names anything an account would have to own. */
const noReferences = referenceBook({ roles: [], queues: [], skills: [], teams: [], regions: [], templates: [] });
