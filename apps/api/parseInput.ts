import { Problem, type InputError } from '@muster/contract';
import type { z } from 'zod';

/**
 * The query parameters a route knows. What it does not know is refused: a misspelt option must never be ignored.
 * @throws Problem `invalid_request` that names every parameter that is wrong.
 */
export function parseQuery<Query extends z.ZodObject>(schema: Query, query: unknown): z.output<Query> {
  return parseInput(schema, query, 'parameter');
}

/** The same for the members of a JSON body. */
export function parseBody<Body extends z.ZodObject>(schema: Body, body: unknown): z.output<Body> {
  return parseInput(schema, body, 'member');
}

/** The same without a problem: what the body says, or what is wrong with it. */
export function checkBody<Body extends z.ZodObject>(schema: Body, body: unknown): Checked<Body> {
  return checkInput(schema, body, 'member');
}

/** A value of the request that is wrong, said as one problem. */
export function wrongInput(errors: readonly Pick<InputError, 'path' | 'message'>[]): Problem {
  const found = errors.map(({ path, message }) => ({ path, code: 'invalid_value' as const, message }));
  return new Problem('invalid_request', found.map(({ message }) => message).join(' '), { errors: found });
}

function parseInput<Schema extends z.ZodObject>(schema: Schema, input: unknown, noun: Noun): z.output<Schema> {
  const checked = checkInput(schema, input, noun);
  if ('data' in checked) return checked.data;
  const { errors } = checked;
  throw new Problem('invalid_request', errors.map(({ message }) => message).join(' '), { errors });
}

type Checked<Schema extends z.ZodObject> = { data: z.output<Schema> } | { errors: InputError[] };

function checkInput<Schema extends z.ZodObject>(schema: Schema, input: unknown, noun: Noun): Checked<Schema> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return { data: parsed.data };
  return { errors: parsed.error.issues.flatMap((issue) => inputErrors(issue, Object.keys(schema.shape), noun)) };
}

type Noun = 'parameter' | 'member';

function inputErrors(issue: z.core.$ZodIssue, known: readonly string[], noun: Noun): InputError[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const where = path === '' ? '' : `${path}.`;
    return issue.keys.map((name) => ({
      path: `${where}${name}`,
      code: 'unknown',
      message: unknownInput(`${where}${name}`, path === '' ? known : [], noun),
    }));
  }
  if (path === '') return [{ path, code: 'invalid_value', message: 'The body must be a JSON object.' }];
  if (noun === 'member' && issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ path, code: 'required', message: `${path} is required.` }];
  }
  return [{ path, code: 'invalid_value', message: `${path}: ${issue.message}.` }];
}

function unknownInput(name: string, known: readonly string[], noun: Noun): string {
  const shown = JSON.stringify(name.slice(0, 100));
  if (known.length > 0) return `${shown} is not a ${noun} of this call, which has ${known.join(', ')}.`;
  return noun === 'parameter' ? `${shown} is not a parameter: this call has none.` : `${shown} is not a member.`;
}
