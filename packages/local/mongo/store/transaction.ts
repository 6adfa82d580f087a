import { ServerError } from '../errors.ts';
import { EntryLog, PRESENT } from './entryLog.ts';
import type { Locks } from './locks.ts';
import { SortedKeys } from './sortedKeys.ts';
import type { Bytes, Entry, RangeQuery, Snapshot } from './store.ts';

/**
 * One moment of the database plus what this transaction has written since: nobody else sees either until the commit.
 * Reads outside transactions are transactions, too, that never write.
 */
export class Transaction {
  /** Resolves when it has committed or aborted: what a plain write waits for when it meets a lock. */
  readonly ended: Promise<void>;
  /** Commits before this number are visible to it, later ones are conflicts. */
  readonly startedAt: number;
  /** Ids of the collections it wrote to: DDL waits for these. */
  readonly touched = new Set<number>();
  readonly #snapshot: Snapshot;
  readonly #locks: Locks;
  readonly #spaces = new Map<string, Space>();
  /** Of indexes that this transaction has written to and not yet read by. */
  readonly #logs = new Map<string, EntryLog>();
  #state: 'open' | 'closed' = 'open';
  #markEnded: () => void = () => undefined;

  constructor(snapshot: Snapshot, locks: Locks, startedAt: number) {
    this.#snapshot = snapshot;
    this.#locks = locks;
    this.startedAt = startedAt;
    this.ended = new Promise((resolve) => {
      this.#markEnded = resolve;
    });
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get hasWritten(): boolean {
    return this.#spaces.size > 0;
  }

  get(space: string, key: string): Bytes | undefined {
    this.#assertOpen();
    const written = this.#spaces.get(space)?.entries.get(key);
    if (written === null) return undefined;
    return written ?? this.#snapshot.get(key);
  }

  /** A part of a space, committed and own entries merged, in key order or in reverse. */
  range(space: string, query: RangeQuery): Page {
    this.#assertOpen();
    const own = this.#spaces.get(space) ?? this.#unpack(space);
    if (own) return mergeRange(this.#snapshot, own, query);
    const entries = this.#snapshot.range(query);
    return { entries, last: entries.length === query.limit ? entries.at(-1)?.key : undefined };
  }

  put(space: string, key: string, value: Bytes): void {
    this.#write(space, key, value);
  }

  remove(space: string, key: string): void {
    this.#write(space, key, null);
  }

  /** As put and remove, for entries of an index that only ranges look for. */
  list(space: string, key: string, isPresent: boolean): void {
    if (this.#spaces.has(space)) {
      this.#write(space, key, isPresent ? PRESENT : null);
      return;
    }
    this.#assertOpen();
    const log = this.#logs.get(space) ?? new EntryLog();
    this.#logs.set(space, log);
    log.add(key, isPresent);
  }

  /** First writer wins: throws WriteConflict when another transaction holds the key or has written it since our snapshot. */
  lock(key: string): void {
    this.#locks.acquire(this, key);
  }

  *writes(): Generator<readonly [string, Bytes | null]> {
    for (const { entries } of this.#spaces.values()) yield* entries;
    for (const log of this.#logs.values()) yield* log;
  }

  /** Lets go of snapshot and memory. Locks are the caller's business, since they outlive the disk write. */
  close(): void {
    if (!this.isOpen) return;
    this.#state = 'closed';
    this.#snapshot.close();
    this.#spaces.clear();
    this.#logs.clear();
    this.#markEnded();
  }

  #write(space: string, key: string, value: Bytes | null): void {
    this.#assertOpen();
    let own = this.#spaces.get(space);
    if (!own) {
      own = { entries: new Map(), sorted: undefined };
      this.#spaces.set(space, own);
    }
    own.entries.set(key, value);
    own.sorted?.add(key);
  }

  #unpack(space: string): Space | undefined {
    const log = this.#logs.get(space);
    if (!log) return undefined;
    const own: Space = { entries: new Map(log), sorted: undefined };
    this.#logs.delete(space);
    this.#spaces.set(space, own);
    return own;
  }

  /** The reaper may close a transaction while one of its statements waits for its turn of the event loop. */
  #assertOpen(): void {
    if (!this.isOpen) throw new ServerError('NoSuchTransaction', 'Transaction has been aborted.');
  }
}

export interface Page {
  readonly entries: readonly Entry[];
  /** The last key looked at when there may be more after it; undefined at the end. A page may be empty and not the last. */
  readonly last: string | undefined;
}

interface Space {
  /** null = removed. */
  readonly entries: Map<string, Bytes | null>;
  /** Built by the first range scan: most transactions only insert and look up, and never pay for order. */
  sorted: SortedKeys | undefined;
}

function mergeRange(snapshot: Snapshot, own: Space, query: RangeQuery): Page {
  own.sorted ??= new SortedKeys(own.entries.keys());
  const ownKeys = own.sorted.range(query.from, query.to, query.reverse, query.limit);
  const stored = snapshot.range(query);
  const before = query.reverse ? (a: string, b: string) => a > b : (a: string, b: string) => a < b;
  // Where the limit cut one side off, what the other side has beyond that point belongs to a later page.
  const cuts = [
    ownKeys.length === query.limit ? ownKeys.at(-1) : undefined,
    stored.length === query.limit ? stored.at(-1)?.key : undefined,
  ].filter((key) => key !== undefined);
  const last = cuts.length === 2 && cuts[0] !== undefined && before(cuts[0], cuts[1] ?? '') ? cuts[0] : cuts.at(-1);
  const merged: Entry[] = [];
  for (let s = 0, o = 0; ;) {
    const entry = stored[s];
    const key = ownKeys[o];
    const next = key === undefined || (entry && before(entry.key, key)) ? entry?.key : key;
    if (next === undefined || (last !== undefined && before(last, next))) return { entries: merged, last };
    const value = next === key ? own.entries.get(key) : entry?.value;
    if (value !== null && value !== undefined) merged.push({ key: next, value });
    if (entry?.key === next) s++;
    if (key === next) o++;
  }
}
