import { mergePatchOf } from './mergePatchOf.ts';

test('a patch has what was changed, at every depth, and nothing else', () => {
  const before = { name: 'Acme', limits: { importRows: 10, updateRows: 20 }, tags: ['a', 'b'] };
  const after = { name: 'Acme', limits: { importRows: 11, updateRows: 20 }, tags: ['b'] };
  expect(mergePatchOf(before, after)).toEqual({ limits: { importRows: 11 }, tags: ['b'] });
  expect(mergePatchOf(before, structuredClone(before))).toEqual({});
});

test('what is not there any more is taken away by null', () => {
  expect(mergePatchOf({ values: { country: 'DE', access: 'active' } }, { values: { access: 'active' } })).toEqual({
    values: { country: null },
  });
  expect(mergePatchOf({ seats: 5 }, { seats: undefined })).toEqual({ seats: null });
});

test('what comes anew is in it as a whole', () => {
  expect(mergePatchOf({ values: {} }, { values: { capacity: { messages: 1, emails: 2 } } })).toEqual({
    values: { capacity: { messages: 1, emails: 2 } },
  });
});
