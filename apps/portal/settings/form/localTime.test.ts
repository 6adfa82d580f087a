import { localTime, utcTime } from './localTime.ts';

test('a time that is shown and read back is the same minute', () => {
  expect(utcTime(localTime('2026-11-23T23:20:00.000Z'))).toBe('2026-11-23T23:20:00.000Z');
});

test('no time is none', () => {
  expect(localTime('')).toBe('');
  expect(utcTime('')).toBeUndefined();
});
