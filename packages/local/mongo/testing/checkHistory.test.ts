import { checkHistory, INITIAL } from './checkHistory.ts';
import type { Episode } from './checkHistory.ts';

const write = (key: string, value: string, before: string): Episode['events'][number] => ({
  kind: 'write',
  key,
  value,
  before,
});
const read = (key: string, value: string): Episode['events'][number] => ({ kind: 'read', key, value });
/** All at the same time, as far as anybody knows. */
const done = (name: string, ...events: Episode['events']): Episode => ({
  name,
  outcome: 'committed',
  began: 0,
  ended: Infinity,
  events,
});
const endingIn = (final: Record<string, string>): Map<string, string> => new Map(Object.entries(final));

test.each<[string, Episode[], Record<string, string>, string]>([
  [
    'a lost update',
    [done('T', write('a', '1', INITIAL)), done('U', write('a', '2', INITIAL))],
    { a: '2' },
    'lost update',
  ],
  [
    'a dirty read',
    [{ ...done('T', write('a', '1', INITIAL)), outcome: 'aborted' }, done('U', read('a', '1'))],
    { a: INITIAL },
    'nobody committed',
  ],
  [
    'a read that is not repeatable',
    [done('T', write('a', '1', INITIAL)), done('U', read('a', INITIAL), read('a', '1'))],
    { a: '1' },
    'then as',
  ],
  [
    'half a transaction',
    [done('T', write('a', '1', INITIAL), write('b', '2', INITIAL)), done('U', read('a', '1'), read('b', INITIAL))],
    { a: '1', b: '2' },
    'a part of',
  ],
  [
    'a snapshot from before it began',
    [
      { ...done('T', write('a', '1', INITIAL)), ended: 5 },
      { ...done('U', read('a', INITIAL)), began: 6 },
    ],
    { a: '1' },
    'committed before it began',
  ],
  ['a write that is gone', [done('T', write('a', '1', INITIAL))], { a: INITIAL }, 'ends as'],
])('finds %s', (_, episodes, final, fault) => {
  expect(checkHistory(episodes, endingIn(final)).join('\n')).toContain(fault);
});

test('allows a transaction not to see what was committed while it ran', () => {
  const beside = [
    { ...done('T', write('a', '1', INITIAL)), ended: 6 },
    { ...done('U', read('a', INITIAL)), began: 5 },
  ];
  expect(checkHistory(beside, endingIn({ a: '1' }))).toEqual([]);
});

test('allows write skew', () => {
  const skew = [
    done('T', read('b', INITIAL), write('a', '1', INITIAL)),
    done('U', read('a', INITIAL), write('b', '2', INITIAL)),
  ];
  expect(checkHistory(skew, endingIn({ a: '1', b: '2' }))).toEqual([]);
});
