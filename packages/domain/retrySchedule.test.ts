import fc from 'fast-check';
import { defaultSchedule, nextDelay } from './retrySchedule.ts';

const [minute, hour] = [60_000, 3_600_000];
const calm = { retryAfterMs: null, random: 0.5 };

test('ten attempts are made over three days, the first at once', () => {
  const delays = defaultSchedule.map((_, tries) => nextDelay(defaultSchedule, { ...calm, tries }));
  expect(delays).toEqual([
    0,
    5_000,
    5 * minute,
    30 * minute,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
  ]);
  expect(nextDelay(defaultSchedule, { ...calm, tries: 10 })).toBeNull();
});

test('a delay is spread by ten percent either way', () => {
  const spread = (random: number) => nextDelay([10_000], { tries: 0, retryAfterMs: null, random });
  expect([spread(0), spread(1)]).toEqual([9_000, 11_000]);
});

test('what a receiver asks for makes the delay longer, never shorter, and not beyond a day', () => {
  const times = fc.integer({ min: 0, max: 10 * 24 * hour });
  fc.assert(
    fc.property(times, times, (planned, retryAfterMs) => {
      const delay = nextDelay([planned], { tries: 0, retryAfterMs, random: 0.5 });
      expect(delay).toBe(Math.max(planned, Math.min(retryAfterMs, 24 * hour)));
    }),
  );
});

test('what a receiver asks for gives no attempt more', () => {
  expect(nextDelay([0], { tries: 1, retryAfterMs: 1_000, random: 0.5 })).toBeNull();
});
