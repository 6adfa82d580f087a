import { retryAfter } from './retryAfter.ts';

const since = new Date('2026-01-01T00:00:00Z');

test.each([
  [0, 1],
  [9_999, 1],
  [10_000, 2],
  [59_999, 2],
  [60_000, 5],
  [599_999, 5],
  [600_000, 15],
])('%i ms after the last change of state, ask again in %i s', (ms, seconds) => {
  expect(retryAfter({ state: 'validating', stateSince: since }, new Date(since.getTime() + ms))).toBe(seconds);
});

test('nobody needs to ask again about a job that has ended', () => {
  expect(retryAfter({ state: 'rejected', stateSince: since }, since)).toBeNull();
});
