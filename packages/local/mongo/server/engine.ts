import { asServerError, isWriteConflict } from '../errors.ts';
import { Catalog } from '../store/catalog.ts';
import { Locks, WriteConflict } from '../store/locks.ts';
import { endOf } from '../store/keys.ts';
import type { Bytes, Snapshot, Store } from '../store/store.ts';
import { Transaction } from '../store/transaction.ts';
import { yieldNow } from './timeSlice.ts';

/** How long things may linger, in ms. MongoDB's own values; tests shorten them. */
export interface Lifetimes {
  /** An open transaction (MongoDB: transactionLifetimeLimitSeconds). */
  readonly transaction: number;
  /** An open transaction whose connection is gone: its client has most likely died. */
  readonly orphanedTransaction: number;
  /** A cursor nobody reads from. */
  readonly cursor: number;
  /** What is remembered of a session: retryable writes and commits can be repeated for so long. */
  readonly session: number;
}

export const LIFETIMES: Lifetimes = {
  transaction: 60_000,
  orphanedTransaction: 2_000,
  cursor: 600_000,
  session: 30 * 60_000,
};

/** A further record to write with a commit: that of the session which asked for it. */
export type ExtraWrite = readonly [key: string, value: Bytes];

/** Storage, locks and catalog as one: begins and ends transactions, the rest is done through them. */
export class Engine {
  readonly catalog: Catalog;
  readonly lifetimes: Lifetimes;
  /** ms since 1970 */
  readonly clock: () => number;
  readonly #store: Store;
  readonly #locks = new Locks();

  constructor(store: Store, lifetimes: Lifetimes, clock: () => number) {
    this.#store = store;
    this.catalog = new Catalog(store);
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /** One committed value. */
  peek(key: string): Buffer | undefined {
    return this.withSnapshot((snapshot) => snapshot.get(key));
  }

  withSnapshot<T>(read: (snapshot: Snapshot) => T): T {
    const snapshot = this.#store.snapshot();
    try {
      return read(snapshot);
    } finally {
      snapshot.close();
    }
  }

  /** For reads outside transactions: close() it, it has nothing to commit. */
  read(): Transaction {
    return new Transaction(this.#store.snapshot(), this.#locks, this.#locks.now);
  }

  /** To be ended by commit or abort. */
  begin(): Transaction {
    const transaction = this.read();
    this.#locks.enter(transaction);
    return transaction;
  }

  /** On disk when it returns. A failing disk aborts the transaction and throws. */
  commit(transaction: Transaction, extra?: ExtraWrite): void {
    let committed = false;
    try {
      if (transaction.hasWritten || extra) this.#store.commit(writesOf(transaction, extra));
      committed = true;
    } finally {
      this.#locks.release(transaction, committed);
      transaction.close();
    }
  }

  abort(transaction: Transaction): void {
    this.#locks.release(transaction, false);
    transaction.close();
  }

  /**
   * A write outside any transaction: `work` in a transaction of its own, again from the start whenever another
   * transaction held or had just written what it needs.
   */
  async write(work: (transaction: Transaction) => Promise<ExtraWrite | undefined>): Promise<void> {
    for (;;) {
      const transaction = this.begin();
      try {
        const extra = await work(transaction);
        this.commit(transaction, transaction.hasWritten ? extra : undefined);
        return;
      } catch (thrown) {
        this.abort(transaction);
        if (!isWriteConflict(thrown)) throw asServerError(thrown);
        if (thrown instanceof WriteConflict) await thrown.holder?.ended;
        await yieldNow();
      }
    }
  }

  /** Waits until no open transaction is in the way: what drops and index builds, which no snapshot sees, need. */
  async quiet(isInTheWay: (transaction: Transaction) => boolean): Promise<void> {
    for (;;) {
      const other = this.#locks.writers().find(isInTheWay);
      if (!other) return;
      await other.ended;
    }
  }

  /** Removes all entries of a space that `isOld` says so of. */
  forget(space: string, isOld: (value: Bytes) => boolean): void {
    const entries = this.withSnapshot((snapshot) =>
      snapshot.range({ from: space, to: endOf(space), reverse: false, limit: Infinity }),
    );
    const old = entries.filter(({ value }) => isOld(value)).map(({ key }) => [key, null] as const);
    if (old.length > 0) this.#store.commit(old);
  }

  async close(): Promise<void> {
    for (const transaction of this.#locks.writers()) this.abort(transaction);
    await this.#store.close();
  }
}

function* writesOf(
  transaction: Transaction,
  extra: ExtraWrite | undefined,
): Generator<readonly [string, Bytes | null]> {
  yield* transaction.writes();
  if (extra) yield extra;
}
