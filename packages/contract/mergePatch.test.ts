import { z } from 'zod';
import { mergePatch, patchOf } from './mergePatch.ts';

test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [['a', 'b'], { a: 'b', c: null }, { a: 'b' }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j with %j becomes %j, as in RFC 7396', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
});

test('a patch cannot reach the prototype', () => {
  const merged = mergePatch({}, JSON.parse('{"__proto__": {"isAdmin": true}}'));
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
});

const patch = patchOf(
  z.strictObject({
    name: z.string(),
    limits: z.strictObject({ rows: z.int().min(1).default(5), bytes: z.int() }).prefault({ bytes: 1 }),
  }),
);

test('a patch says as much as it wants, and null for what is to go', () => {
  for (const said of [{}, { name: 'x' }, { limits: { rows: 7 } }, { name: null, limits: { rows: null } }]) {
    expect(patch.parse(said)).toEqual(said);
  }
});

test.each([{ nmae: 'x' }, { nmae: null }, { limits: { rwos: 1 } }, { limits: { rows: 0 } }, { name: 7 }])(
  'a patch cannot be %j',
  (said) => {
    expect(patch.safeParse(said).success).toBe(false);
  },
);
