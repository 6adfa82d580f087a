export interface Random {
  readonly seed: number;
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A whole number from 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number;
}

/** Mulberry32: the same seed gives the same numbers, so that a failure can be played again (MUSTER_SEED). */
export function seededRandom(seed = Number(process.env['MUSTER_SEED'] ?? Date.now() % 1_000_000)): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, next, below: (limit) => Math.floor(next() * limit) };
}

/** `npm test -- --long`: hours of the same instead of a minute. */
export const isLong = process.env['MUSTER_LONG'] === '1';
