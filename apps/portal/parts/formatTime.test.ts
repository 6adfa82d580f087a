import { formatTime } from './formatTime.ts';

test('a time is written in the zone of whoever looks', () => {
  expect(formatTime('2026-11-23T23:20:00Z', { timeZone: 'America/New_York' })).toBe('Nov 23, 2026, 6:20 PM');
  expect(formatTime('2026-11-23T23:20:00Z', { timeZone: 'Asia/Tokyo' })).toBe('Nov 24, 2026, 8:20 AM');
  expect(formatTime('2026-11-23T23:20:07Z', { timeZone: 'UTC', timeStyle: 'medium' })).toBe(
    'Nov 23, 2026, 11:20:07 PM',
  );
});
