import { isProblem, Problem, problemSchema, problemView } from './problem.ts';
import { problemKinds } from './problemKinds.ts';

test('a problem is answered with its status, a page about it and its members on top', () => {
  const problem = new Problem('file_too_large', 'The file has more than the 10 bytes that are allowed.', { limit: 10 });
  expect(problemView(problem, 'req_1')).toEqual({
    type: '/docs/problems/file_too_large',
    title: 'The file is too large',
    status: 413,
    detail: 'The file has more than the 10 bytes that are allowed.',
    code: 'file_too_large',
    requestId: 'req_1',
    limit: 10,
  });
});

test('a problem is known by its code, not by its class', () => {
  const twin = Object.assign(new Error('of another copy of this package'), { name: 'Problem', code: 'not_found' });
  expect(isProblem(twin)).toBe(true);
  expect(isProblem(Object.assign(new Error(), { name: 'Problem', code: 'toString' }))).toBe(false);
  expect(isProblem(Object.assign(new Error(), { code: 'not_found' }))).toBe(false);
});

test('every code has an error status, a cause and a cure', () => {
  for (const { status, title, cause, cure } of Object.values(problemKinds)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect([title, cause, cure].every((text) => text.length > 10)).toBe(true);
  }
});

test('what is answered is what the schema describes', () => {
  const problem = new Problem('invalid_request', 'x', { errors: [{ path: 'a', code: 'unknown', message: 'b' }] });
  expect(problemSchema.strict().parse(problemView(problem, 'req_1'))).toEqual(problemView(problem, 'req_1'));
});
