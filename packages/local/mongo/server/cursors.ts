import { ServerError } from '../errors.ts';
import { MAX_DOCUMENT_BYTES } from '../bson/checkStorable.ts';
import type { Transaction } from '../store/transaction.ts';
import { yieldNow } from './timeSlice.ts';

/** Documents in steps, as BSON. */
export type Source = AsyncGenerator<readonly Buffer[], void>;

export interface Batch {
  readonly documents: readonly Buffer[];
  readonly isLast: boolean;
}

/** Documents still to be fetched by a client. */
export class Cursor {
  readonly namespace: string;
  /** The client's transaction it must be read in; undefined outside transactions. */
  readonly transaction: Transaction | undefined;
  readonly #source: Source;
  readonly #close: () => void;
  #pending: Buffer[] = [];
  #isExhausted = false;
  /** Of reading ahead; what goes wrong there is told to who asks next. */
  #ahead: Promise<unknown> = Promise.resolve();

  /** `close` is called once, at the end or when the cursor is given up. */
  constructor(namespace: string, transaction: Transaction | undefined, source: Source, close: () => void) {
    this.namespace = namespace;
    this.transaction = transaction;
    this.#source = source;
    this.#close = close;
  }

  /** At most `count` documents and 16 MiB, but at least one if there are any and any are wanted. */
  async next(count: number): Promise<Batch> {
    await this.#ahead;
    const documents: Buffer[] = [];
    let bytes = 0;
    while (documents.length < count) {
      if (this.#pending.length === 0 && !(await this.#fill())) break;
      const fitting = this.#pending.findIndex((document, at) => {
        bytes += document.length;
        return documents.length + at >= count || (bytes > MAX_DOCUMENT_BYTES && documents.length + at > 0);
      });
      documents.push(...this.#pending.splice(0, fitting < 0 ? this.#pending.length : fitting));
      if (fitting >= 0) break;
    }
    const isLast = this.#pending.length === 0 && this.#isExhausted;
    if (isLast) this.#close();
    return { documents, isLast };
  }

  /**
   * Prepares the next `count` documents, within reason, while the client works on those it got. Not within a transaction:
   * there the next batch may depend on what the client writes before it asks for it.
   */
  readAhead(count: number): void {
    if (this.transaction) return;
    const reading = async (): Promise<void> => {
      // The reply first.
      await yieldNow();
      while (this.#pending.length < Math.min(count, MOST_AHEAD) && (await this.#fill()));
    };
    this.#ahead = reading();
    this.#ahead.catch(() => undefined); // nobody may ever ask
  }

  async close(): Promise<void> {
    this.#close();
    await this.#source.return();
  }

  /** Adds some documents to those pending; false at the end. */
  async #fill(): Promise<boolean> {
    for (;;) {
      const step = await this.#source.next();
      if (step.done) {
        this.#isExhausted = true;
        return false;
      }
      this.#pending.push(...step.value);
      if (step.value.length > 0) return true;
    }
  }
}

const MOST_AHEAD = 1_000;

/** The open cursors of the server. One that nobody reads for `idleMs` is closed: it keeps old pages of the file alive. */
export class Cursors {
  readonly #open = new Map<bigint, { cursor: Cursor; lastUsed: number }>();
  readonly #clock: () => number;
  readonly #idleMs: number;
  #nextId = 1n;

  constructor(clock: () => number, idleMs: number) {
    this.#clock = clock;
    this.#idleMs = idleMs;
  }

  get count(): number {
    return this.#open.size;
  }

  add(cursor: Cursor): bigint {
    const id = this.#nextId++;
    this.#open.set(id, { cursor, lastUsed: this.#clock() });
    return id;
  }

  get(id: bigint): Cursor {
    const entry = this.#open.get(id);
    if (!entry) throw new ServerError('CursorNotFound', `cursor id ${id} not found`);
    entry.lastUsed = this.#clock();
    return entry.cursor;
  }

  /** False when there is no such cursor. */
  async kill(id: bigint): Promise<boolean> {
    const entry = this.#open.get(id);
    this.#open.delete(id);
    await entry?.cursor.close();
    return entry !== undefined;
  }

  async reap(): Promise<void> {
    for (const [id, { cursor, lastUsed }] of this.#open) {
      const isOver = cursor.transaction && !cursor.transaction.isOpen;
      if (isOver || this.#clock() - lastUsed > this.#idleMs) await this.kill(id);
    }
  }

  async close(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.kill(id);
  }
}
