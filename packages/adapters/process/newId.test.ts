import { isId } from '@muster/domain';
import { newId } from './newId.ts';

test('ids made in the same millisecond still grow', () => {
  const ids = Array.from({ length: 1_000 }, () => newId('job'));
  expect(ids).toEqual([...new Set(ids)].sort());
});

test('an id can be what it says', () => {
  expect(newId('user')).toMatch(/^usr_[0-9a-z]{26}$/);
  expect(isId('user', newId('user'))).toBe(true);
  expect(isId('job', newId('user'))).toBe(false);
});
