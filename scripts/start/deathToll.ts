/** Counts deaths: says yes to the one that is `count`-th within `withinMs`. `now` in milliseconds of a clock that never jumps. */
export function deathToll(limit: { count: number; withinMs: number }, now: () => number): () => boolean {
  const deaths: number[] = [];
  return () => {
    deaths.push(now());
    const [oldest = 0] = deaths.slice(-limit.count);
    return deaths.length >= limit.count && now() - oldest < limit.withinMs;
  };
}
