import { ServerError } from '../errors.ts';
import type { Transaction } from './transaction.ts';

/**
 * Who may write what: first writer wins. A key is that of a record or of an entry in a unique index. The loser gets a
 * WriteConflict at once; nobody ever waits while holding a lock, so there are no deadlocks.
 */
export class Locks {
  readonly #holders = new Map<string, Transaction>();
  readonly #held = new Map<Transaction, string[]>();
  /** The number of the commit that last wrote a key, kept while a transaction is open that cannot see that commit. */
  readonly #lastWrite = new Map<string, number>();
  #commits = 0;

  /** What a transaction beginning now has seen. */
  get now(): number {
    return this.#commits;
  }

  enter(transaction: Transaction): void {
    this.#held.set(transaction, []);
  }

  acquire(transaction: Transaction, key: string): void {
    const holder = this.#holders.get(key);
    if (holder === transaction) return;
    if (holder) throw new WriteConflict(holder);
    if ((this.#lastWrite.get(key) ?? 0) > transaction.startedAt) throw new WriteConflict(undefined);
    this.#holders.set(key, transaction);
    this.#held.get(transaction)?.push(key);
  }

  release(transaction: Transaction, committed: boolean): void {
    const keys = this.#held.get(transaction) ?? [];
    this.#held.delete(transaction);
    for (const key of keys) this.#holders.delete(key);
    if (committed && keys.length > 0) {
      this.#commits++;
      if (this.#held.size > 0) for (const key of keys) this.#lastWrite.set(key, this.#commits);
    }
    if (this.#held.size === 0) this.#lastWrite.clear();
  }

  /** The transactions that may still write. */
  writers(): Transaction[] {
    return [...this.#held.keys()];
  }
}

/** Says whom to wait for, which only plain writes do. */
export class WriteConflict extends ServerError {
  readonly holder: Transaction | undefined;

  constructor(holder: Transaction | undefined) {
    super('WriteConflict', 'Write conflict during plan execution and yielding is disabled.');
    this.holder = holder;
  }
}
