/**
 * Remembers in which row each key stood first. Exact and compact, for files of a million rows: a `Map` would hold on
 * to every string, and with it to the piece of the file the string was cut from.
 */
export type RowsByKey = {
  /** The row in which this key stood before; null when this row is the first, which is remembered. */
  firstRow: (key: string, row: number) => number | null;
};

export function rowsByKey(): RowsByKey {
  let bytes = new Uint8Array(4_096); // all keys, one after the other, in UTF-8
  let ends = new Uint32Array(128); // where each key ends in them
  let rows = new Uint32Array(128);
  let slots = new Uint32Array(256); // hash table: number of a key + 1, 0 = free
  let count = 0;

  return {
    firstRow: (key, row) => {
      const start = endOf(count - 1);
      const end = write(key, start);
      const slot = find(start, end);
      const known = slots[slot] ?? 0;
      if (known > 0) return rows[known - 1] ?? null;
      remember(slot, end, row);
      return null;
    },
  };

  function endOf(entry: number): number {
    return entry < 0 ? 0 : (ends[entry] ?? 0);
  }

  /** Writes the key behind all others; it stays there only if it is new. */
  function write(key: string, start: number): number {
    const needed = start + key.length * 3;
    if (needed > bytes.length) bytes = grown(bytes, new Uint8Array(Math.max(needed, bytes.length * 2)));
    return start + encoder.encodeInto(key, bytes.subarray(start)).written;
  }

  function find(start: number, end: number): number {
    const mask = slots.length - 1;
    let slot = hash(start, end) & mask;
    for (let known = slots[slot] ?? 0; known > 0; known = slots[slot] ?? 0) {
      if (sameBytes(endOf(known - 2), endOf(known - 1), start, end)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** FNV-1a. */
  function hash(start: number, end: number): number {
    let value = 0x811c9dc5;
    for (let at = start; at < end; at += 1) value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193);
    return value ^ (value >>> 15);
  }

  function sameBytes(start: number, end: number, otherStart: number, otherEnd: number): boolean {
    if (end - start !== otherEnd - otherStart) return false;
    for (let at = 0; at < end - start; at += 1) if (bytes[start + at] !== bytes[otherStart + at]) return false;
    return true;
  }

  function remember(slot: number, end: number, row: number): void {
    if (count === rows.length) {
      rows = grown(rows, new Uint32Array(count * 2));
      ends = grown(ends, new Uint32Array(count * 2));
    }
    ends[count] = end;
    rows[count] = row;
    count += 1;
    slots[slot] = count;
    if (count * 2 > slots.length) rehash();
  }

  function rehash(): void {
    slots = new Uint32Array(slots.length * 2);
    for (let entry = 0; entry < count; entry += 1) slots[find(endOf(entry - 1), endOf(entry))] = entry + 1;
  }
}

const encoder = new TextEncoder();

function grown<T extends Uint8Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
