import type { Problem } from '../../api/problemOf.ts';
import type { Field } from './field.ts';

export type FieldErrors = {
  /** By the name of the field. */
  at: ReadonlyMap<string, string>;
  /** What belongs to none of them; null when everything has found its place. */
  rest: Problem | null;
};

/** Puts what the API says is wrong beside the fields it is about. `types.0` is about the field `types`. */
export function fieldErrors<Form>(problem: Problem, fields: readonly Field<Form>[]): FieldErrors {
  const unique = fields.find(({ isUnique }) => isUnique);
  if (problem.code === 'already_exists' && unique !== undefined) {
    return { at: new Map([[unique.name, problem.detail]]), rest: null };
  }
  const at = new Map<string, string>();
  const homeless = problem.errors.filter(({ path, message }) => {
    const field = fields.find(
      ({ name }) => path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`),
    );
    if (field === undefined) return true;
    at.set(field.name, [at.get(field.name), sentence(path, message)].filter(Boolean).join(' '));
    return false;
  });
  const isAllThere = problem.errors.length > 0 && homeless.length === 0;
  return { at, rest: isAllThere ? null : { ...problem, errors: homeless } };
}

/** The API says "name: must …" and "name is required", as its reader has no field in sight. */
function sentence(path: string, message: string): string {
  const text = message.startsWith(path) ? message.slice(path.length).replace(/^:? /, '') : message;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
