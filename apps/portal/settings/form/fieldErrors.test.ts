import type { Problem } from '../../api/problemOf.ts';
import type { Field } from './field.ts';
import { fieldErrors } from './fieldErrors.ts';

const fields: Field<{ name: string; types: string[]; limits: { importRows: number } }>[] = [
  { name: 'name', label: 'Name', control: { as: 'text' }, isUnique: true },
  { name: 'types', label: 'Events', control: { as: 'several', options: {} } },
  { name: 'limits.importRows', label: 'Rows', control: { as: 'number', min: 1 } },
];

function problem(code: string, errors: Problem['errors'] = []): Problem {
  return { code, status: 400, title: 'Wrong', detail: 'All of it is wrong.', requestId: null, errors };
}

test('what is wrong stands at its field, without its path', () => {
  const { at, rest } = fieldErrors(
    problem('invalid_request', [
      { path: 'name', message: 'name: must not be empty.' },
      { path: 'types.0', message: 'types.0: must be known.' },
      { path: 'limits.importRows', message: 'limits.importRows: must be at most 9.' },
    ]),
    fields,
  );
  expect(Object.fromEntries(at)).toEqual({
    name: 'Must not be empty.',
    types: 'Must be known.',
    'limits.importRows': 'Must be at most 9.',
  });
  expect(rest).toBeNull();
});

test('a name that is taken is said at the name', () => {
  expect(fieldErrors(problem('already_exists'), fields)).toEqual({
    at: new Map([['name', 'All of it is wrong.']]),
    rest: null,
  });
});

test('what belongs to no field is said above the form', () => {
  const errors = [{ path: 'colour', message: '"colour" is not a member.' }];
  expect(fieldErrors(problem('invalid_request', errors), fields).rest?.errors).toEqual(errors);
  expect(fieldErrors(problem('in_use'), fields).rest?.detail).toBe('All of it is wrong.');
});
