/** Keys in order, for range scans over what a transaction has not yet committed. */
export class SortedKeys {
  readonly #keys: string[];

  constructor(keys: Iterable<string>) {
    this.#keys = [...keys].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  }

  /** A key that is there already stays there once. */
  add(key: string): void {
    const place = this.#placeOf(key);
    if (this.#keys[place] !== key) this.#keys.splice(place, 0, key);
  }

  /** The first `limit` keys from `from` (inclusive) to `to` (exclusive), or the last ones, backwards, with `reverse`. */
  range(from: string, to: string, reverse: boolean, limit: number): string[] {
    const start = this.#placeOf(from);
    const end = this.#placeOf(to);
    if (reverse) return this.#keys.slice(Math.max(start, end - limit), Math.max(start, end)).reverse();
    return this.#keys.slice(start, Math.min(end, start + limit));
  }

  /** Of the first key that is not below this one. */
  #placeOf(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
