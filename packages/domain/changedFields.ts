import { defaultFields } from './defaultFields.ts';
import { stableText } from './stableText.ts';
import type { UserFields } from './user.ts';

export type FieldName = keyof UserFields;

export const fieldNames: readonly FieldName[] = Object.keys(defaultFields).filter(isFieldName);

/** Which fields differ. Lists are sets: in another order they are the same. */
export function changedFields(before: UserFields, after: UserFields): FieldName[] {
  return fieldNames.filter((name) => before[name] !== after[name] && asSet(before[name]) !== asSet(after[name]));
}

/** These fields, and nothing else that may be in there. */
export function pickFields(fields: UserFields, names: readonly FieldName[]): Partial<UserFields> {
  const picked: Partial<UserFields> = {};
  for (const name of names) set(picked, name, fields[name]);
  return picked;
}

function isFieldName(name: string): name is FieldName {
  return name in defaultFields;
}

function asSet(value: UserFields[FieldName]): string {
  return Array.isArray(value) ? value.map(stableText).sort().join() : stableText(value);
}

function set<K extends FieldName>(fields: Partial<UserFields>, name: K, value: UserFields[K]): void {
  fields[name] = value;
}
