import type { ReferenceKind } from '../references/callsOf.ts';

/** How a value is entered. */
export type Control =
  /** `isOptional`, here and below: when it is blank, nothing is sent. */
  | { as: 'text'; isOptional?: boolean }
  | { as: 'number'; min: number; max?: number }
  /** Kept in bytes. */
  | { as: 'mebibytes' }
  | { as: 'switch' }
  /** `blank`: what saying neither is called. */
  | { as: 'yesOrNo'; blank: string }
  /** `blank`: what choosing nothing is called; without it something is chosen always. */
  | { as: 'choice'; options: Record<string, string>; blank?: string }
  /** Of few: all of them are seen. */
  | { as: 'several'; options: Record<string, string>; isOptional?: boolean }
  | { as: 'words'; known: string[] }
  | { as: 'time' }
  | { as: 'one'; of: ReferenceKind; blank: string }
  | { as: 'many'; of: ReferenceKind }
  | { as: 'skills' }
  | { as: 'user' };

/** One line of a form. `name` is the place of the value in the body that is sent, as the API's errors name it. */
export type Field<Form> = {
  name: PathOf<Form>;
  label: string;
  hint?: string;
  control: Control;
  /** The heading above it and those that follow. */
  heading?: string;
  /** Whether it makes sense with what else is in the form; what is not shown is not sent. */
  isShown?: (form: Form) => boolean;
  /** No two may have the same: `already_exists` is said here. */
  isUnique?: boolean;
};

/** `name`, `limits.importRows`: what a body has, down to lists and plain values. */
type PathOf<T> = {
  [N in keyof T & string]-?: NonNullable<T[N]> extends readonly unknown[]
    ? N
    : NonNullable<T[N]> extends object
      ? `${N}.${PathOf<NonNullable<T[N]>>}`
      : N;
}[keyof T & string];

export function valueAt(form: unknown, path: string): unknown {
  return path.split('.').reduce((inside, name) => (isRecord(inside) ? inside[name] : undefined), form);
}

/** The form with another value at that place; undefined takes it away. */
export function withValue<Form extends object>(form: Form, path: string, value: unknown): Form {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...form, [name]: value };
  const inside = valueAt(form, name);
  return { ...form, [name]: withValue(isRecord(inside) ? inside : {}, rest.join('.'), value) };
}

/** What is sent: without the values of fields that make no sense, and without groups that have nothing in them. */
export function withoutBlanks<Form extends object>(form: Form, fields: readonly Field<Form>[]): Form {
  const hidden = fields.filter(({ isShown }) => isShown?.(form) === false);
  return withoutEmpty(hidden.reduce((kept, { name }) => withValue(kept, name, undefined), form));
}

function withoutEmpty<Form extends object>(form: Form): Form {
  return Object.entries(form).reduce((kept: Form, [name, value]: [string, unknown]) => {
    if (!isRecord(value)) return kept;
    const inside = withoutEmpty(value);
    const isEmpty = Object.values(inside).every((one) => one === undefined);
    return withValue(kept, name, isEmpty ? undefined : inside);
  }, form);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
