const [second, minute, hour] = [1_000, 60_000, 3_600_000] as const;

/** Delays before each attempt, counted from the one before it: those of Standard Webhooks, over three days in all. */
export const defaultSchedule: readonly number[] = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** Longer than this no receiver can put us off. */
const mostMs = 24 * hour;

/**
 * Milliseconds until the next attempt after `tries` of them; null when there is none. Spread by 10 % either way (`random`
 * from 0 to 1), so that receivers that were down together are not called together. What the receiver asked for
 * (`retryAfterMs`) makes it later, never sooner.
 */
export function nextDelay(
  schedule: readonly number[],
  { tries, retryAfterMs, random }: { tries: number; retryAfterMs: number | null; random: number },
): number | null {
  const planned = schedule[tries];
  if (planned === undefined) return null;
  const spread = Math.round(planned * (0.9 + 0.2 * random));
  return Math.max(spread, Math.min(retryAfterMs ?? 0, mostMs));
}
