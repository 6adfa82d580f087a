import { Problem, type InputError } from '@muster/contract';
import type { z } from 'zod';

/**
 * The query parameters a route knows. What it does not know is refused: a misspelt option must never be ignored.
 * @throws Problem `invalid_request` that names every parameter that is wrong.
 */
export function parseQuery<Query extends z.ZodObject>(schema: Query, query: unknown): z.output<Query> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => inputErrors(issue, Object.keys(schema.shape)));
  throw new Problem('invalid_request', errors.map(({ message }) => message).join(' '), { errors });
}

function inputErrors(issue: z.core.$ZodIssue, known: readonly string[]): InputError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((path) => ({ path, code: 'unknown', message: unknownParameter(path, known) }));
  }
  const path = issue.path.join('.');
  return [{ path, code: 'invalid_value', message: `${path}: ${issue.message}.` }];
}

function unknownParameter(name: string, known: readonly string[]): string {
  const shown = JSON.stringify(name.slice(0, 100));
  if (known.length === 0) return `${shown} is not a parameter: this call has none.`;
  return `${shown} is not a parameter of this call, which has ${known.join(', ')}.`;
}
