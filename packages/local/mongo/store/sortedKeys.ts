/** Keys in order, for the uncommitted part of range scans: small sorted runs, so adding one moves a few hundred at most. */
export class SortedKeys {
  readonly #runs: string[][];

  constructor(keys: Iterable<string>) {
    const sorted = [...keys].sort(byBytes);
    this.#runs = [];
    for (let at = 0; at < sorted.length; at += RUN) this.#runs.push(sorted.slice(at, at + RUN));
  }

  add(key: string): void {
    const index = Math.max(0, this.#runFor(key));
    const run = this.#runs[index];
    if (!run) {
      this.#runs.push([key]);
      return;
    }
    const at = lowerBound(run, key);
    if (run[at] === key) return;
    run.splice(at, 0, key);
    if (run.length > 2 * RUN) this.#runs.splice(index + 1, 0, run.splice(RUN));
  }

  /** The first `limit` keys from `from` (inclusive) to `to` (exclusive), or the last ones, backwards, with `reverse`. */
  range(from: string, to: string, reverse: boolean, limit: number): string[] {
    const found: string[] = [];
    const step = reverse ? -1 : 1;
    for (let index = Math.max(0, this.#runFor(reverse ? to : from)); found.length < limit; index += step) {
      const run = this.#runs[index];
      if (!run) break;
      const start = lowerBound(run, from);
      const end = lowerBound(run, to);
      if (!reverse && start < run.length && start === end) break;
      const wanted = limit - found.length;
      if (reverse) found.push(...run.slice(Math.max(start, end - wanted), end).reverse());
      else found.push(...run.slice(start, Math.min(end, start + wanted)));
      if (reverse && start > 0) break;
    }
    return found;
  }

  /** The last run that starts at or before the key; -1 when all start after it. */
  #runFor(key: string): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#runs[middle]?.[0] ?? '') <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

const RUN = 256;

function byBytes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The place of the first key that is not below `key`. */
function lowerBound(run: readonly string[], key: string): number {
  let low = 0;
  let high = run.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((run[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
