import type { List } from '../../api/useList.ts';
import type { Field } from '../form/field.ts';
import type { Column } from '../list/EntryTable.tsx';

/** How one kind of reference data is listed, entered and changed: all that its section needs to know of it. */
export type Description<Entry extends { id: string }, Form extends object> = {
  calls: {
    useAll: () => List<Entry>;
    find: (id: string) => Promise<Entry>;
    create: (form: Form, key: string) => Promise<Entry>;
    update: (id: string, changes: Record<string, unknown>) => Promise<Entry>;
    remove: (id: string) => Promise<unknown>;
  };
  words: { add: string; caption: string; none: string; noneDetail: string };
  nameOf: (entry: Entry) => string;
  columns: readonly Column<Entry>[];
  fields: readonly Field<Form>[];
  /** What a new one starts with, and what an old one has. */
  blank: Form;
  formOf: (entry: Entry) => Form;
};
