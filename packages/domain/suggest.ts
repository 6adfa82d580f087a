import { key } from './key.ts';

/** The name somebody probably meant, undefined when none is near enough. */
export type Suggest = (wrong: string) => string | undefined;

/**
 * Did-you-mean over a long list of names. Every distinct wrong text is compared once, and all comparisons together
 * are bounded: a file of a million different typos gets suggestions for the first of them, and is read as fast as any.
 */
export function suggester(names: readonly string[], comparisons = 1_000_000): Suggest {
  const candidates = names.map(candidate);
  const known = new Map<string, string | undefined>();
  let left = comparisons;
  return (wrong) => {
    if (wrong.length > longestName) return undefined;
    const wrongKey = key(wrong);
    if (!known.has(wrongKey)) {
      if (left < candidates.length) return undefined;
      left -= Math.max(1, candidates.length);
      known.set(wrongKey, nearestCandidate(wrongKey, candidates));
    }
    return known.get(wrongKey);
  };
}

/** Did-you-mean over a short list of names. */
export function nearest(wrong: string, names: readonly string[]): string | undefined {
  return wrong.length > longestName ? undefined : nearestCandidate(key(wrong), names.map(candidate));
}

const longestName = 160;

type Candidate = { name: string; key: string };

function candidate(name: string): Candidate {
  return { name, key: key(name) };
}

function nearestCandidate(wrong: string, candidates: readonly Candidate[]): string | undefined {
  let best: string | undefined;
  let limit = typosAllowed(wrong.length);
  for (const { name, key: right } of candidates) {
    if (limit < 1) break;
    if (Math.abs(right.length - wrong.length) > limit) continue;
    const typos = distance(wrong, right, limit);
    if (typos > limit) continue;
    best = name;
    limit = typos - 1;
  }
  return best;
}

/** Short names are near to everything; long ones forgive more. */
function typosAllowed(length: number): number {
  if (length <= 2) return 0;
  if (length <= 4) return 1;
  return length <= 8 ? 2 : 3;
}

/**
 * How many letters were left out, added, changed or swapped with their neighbour (optimal string alignment). Only
 * the band of `limit` around the diagonal is computed; any answer above `limit` means "too far".
 */
function distance(a: string, b: string, limit: number): number {
  const far = limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => Math.min(j, far));
  for (let i = 1; i <= a.length; i += 1) {
    const row = new Array<number>(b.length + 1).fill(far);
    if (i <= limit) row[0] = i;
    let smallest = row[0] ?? far;
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j += 1) {
      const same = a[i - 1] === b[j - 1];
      let typos = Math.min((last[j - 1] ?? far) + (same ? 0 : 1), (last[j] ?? far) + 1, (row[j - 1] ?? far) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) typos = Math.min(typos, (beforeLast[j - 2] ?? far) + 1);
      row[j] = typos;
      smallest = Math.min(smallest, typos);
    }
    if (smallest > limit) return far;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? far;
}
