import type { ColumnField } from './columnField.ts';
import type { ColumnNeeds } from './columnNeeds.ts';
import type { JobKind } from './job.ts';

/** A column of the CSV files, as the table tells of it. */
export type Column<Name extends string> = {
  name: Name;
  aliases: readonly string[];
  /** The files it belongs to. */
  kinds: readonly Exclude<JobKind, 'undo-job'>[];
  /** Must every imported user have a value? */
  required: boolean;
  /** Name of the column that may give the required value instead. */
  unless: string | null;
  /** May `[CLEAR]` take a stored value away? */
  clearable: boolean;
  /** The field it sets; null for the columns that say something about the row itself. */
  field: ColumnField | null;
  /** What may stand in a cell, in words, where the field alone does not say it. */
  about: string | null;
  needs: ColumnNeeds | null;
  /** The cell a dependant has when its base is there. Other defaults are in `defaultFields`. */
  defaultWhenMet: string | null;
  /** The default in words, where it is not the same for everybody. */
  defaultInWords: string | null;
  example: string;
  description: string;
};

/** A column: only what is special about it needs to be said. */
export function column<const Name extends string>(
  name: Name,
  facts: Pick<Column<Name>, 'example' | 'description'> & Partial<Column<Name>>,
): Column<Name> {
  return {
    name,
    aliases: [],
    kinds: ['import-users', 'update-users', 'export-users'],
    required: false,
    unless: null,
    clearable: false,
    field: null,
    about: null,
    needs: null,
    defaultWhenMet: null,
    defaultInWords: null,
    ...facts,
  };
}
