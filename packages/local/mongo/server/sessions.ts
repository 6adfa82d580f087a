import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import type { Reply } from '../bson/encode.ts';
import { isDoc } from '../bson/value.ts';
import { isWriteConflict, ServerError } from '../errors.ts';
import { SESSIONS } from '../store/keys.ts';
import type { Bytes } from '../store/store.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Engine, ExtraWrite } from './engine.ts';
import type { SessionFields } from './request.ts';

/** Lets a command find out what it is part of. */
export interface Participation {
  /** The open transaction of its session; undefined outside transactions. */
  readonly transaction: Transaction | undefined;
  /** What to commit together with a retryable write, given its reply; undefined when it cannot be retried. */
  readonly remember: ((reply: Reply) => ExtraWrite) | undefined;
}

const ALONE: Participation = { transaction: undefined, remember: undefined };

interface Session {
  txnNumber: bigint;
  state: 'idle' | 'open' | 'committed' | 'aborted';
  transaction: Transaction | undefined;
  /** When the reaper may abort the open transaction, ms since 1970. */
  deadline: number;
  connection: number;
  lastUsed: number;
  /** Resolves when the session's commands so far are done: a retry must not overtake what it retries. */
  queue: Promise<unknown>;
}

/** The sessions of all clients: which transaction each has open, and what its last retryable write answered. */
export class Sessions {
  readonly #engine: Engine;
  readonly #sessions = new Map<string, Session>();
  #nextForgetting = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Runs a command as part of its session: in its transaction, or once only if it is a retryable write. */
  async run(
    fields: SessionFields | undefined,
    connection: number,
    command: (part: Participation) => Promise<Reply>,
  ): Promise<Reply> {
    if (fields?.txnNumber === undefined) return command(ALONE);
    const { txnNumber } = fields;
    return this.#inTurn(fields.id, connection, (session) =>
      fields.isInTransaction
        ? this.#runInTransaction(session, fields, txnNumber, command)
        : this.#runRetryable(session, fields.id, txnNumber, command),
    );
  }

  /** A second commit of the same transaction answers as the first, also after a crash. */
  async commit(fields: SessionFields, connection: number): Promise<void> {
    const { txnNumber = 0n } = fields;
    await this.#inTurn(fields.id, connection, (session) => {
      if (this.#isCommitted(session, fields.id, txnNumber)) return Promise.resolve();
      const transaction = this.#openTransaction(session, txnNumber);
      session.transaction = undefined;
      session.state = 'aborted';
      this.#engine.commit(transaction, transaction.hasWritten ? this.#record(fields.id, txnNumber, {}) : undefined);
      session.state = 'committed';
      return Promise.resolve();
    });
  }

  async abort(fields: SessionFields, connection: number): Promise<void> {
    const { txnNumber = 0n } = fields;
    await this.#inTurn(fields.id, connection, (session) => {
      if (this.#isCommitted(session, fields.id, txnNumber)) throw alreadyCommitted(txnNumber);
      this.#openTransaction(session, txnNumber);
      this.#abort(session);
      return Promise.resolve();
    });
  }

  /** The client is done with the session: what is still open is aborted. */
  async end(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (!session) return;
    await session.queue.catch(() => undefined);
    this.#abort(session);
    this.#sessions.delete(id);
  }

  /** Most likely its client died: its transactions get little time for a retry on another connection. */
  connectionClosed(connection: number): void {
    const deadline = this.#engine.clock() + this.#engine.lifetimes.orphanedTransaction;
    for (const session of this.#sessions.values()) {
      if (session.connection === connection) session.deadline = Math.min(session.deadline, deadline);
    }
  }

  /** Aborts transactions that are overdue and forgets sessions nobody used for half an hour, on disk as well. */
  reap(): void {
    const now = this.#engine.clock();
    if (now >= this.#nextForgetting) {
      this.#nextForgetting = now + FORGET_EVERY_MS;
      this.#engine.forget(SESSIONS, (record) => now - recordedAt(record) > this.#engine.lifetimes.session);
    }
    for (const [id, session] of this.#sessions) {
      if (session.transaction && now >= session.deadline) this.#abort(session);
      if (!session.transaction && now - session.lastUsed > this.#engine.lifetimes.session) this.#sessions.delete(id);
    }
  }

  async #inTurn<T>(id: string, connection: number, work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.#session(id);
    const turn = session.queue.then(() => {
      session.lastUsed = this.#engine.clock();
      session.connection = connection;
      return work(session);
    });
    session.queue = turn.catch(() => undefined);
    return turn;
  }

  #session(id: string): Session {
    let session = this.#sessions.get(id);
    if (!session) {
      session = {
        txnNumber: -1n,
        state: 'idle',
        transaction: undefined,
        deadline: 0,
        connection: 0,
        lastUsed: this.#engine.clock(),
        queue: Promise.resolve(),
      };
      this.#sessions.set(id, session);
    }
    return session;
  }

  async #runInTransaction(
    session: Session,
    fields: SessionFields,
    txnNumber: bigint,
    command: (part: Participation) => Promise<Reply>,
  ): Promise<Reply> {
    if (fields.startsTransaction) this.#start(session, fields.id, txnNumber);
    else if (this.#isCommitted(session, fields.id, txnNumber)) throw alreadyCommitted(txnNumber);
    const transaction = this.#openTransaction(session, txnNumber);
    try {
      const reply = await command({ transaction, remember: undefined });
      // As in MongoDB, whatever goes wrong in a transaction ends it, a duplicate key included.
      if ('writeErrors' in reply) this.#abort(session);
      return reply;
    } catch (thrown) {
      this.#abort(session);
      throw thrown;
    }
  }

  async #runRetryable(
    session: Session,
    id: string,
    txnNumber: bigint,
    command: (part: Participation) => Promise<Reply>,
  ): Promise<Reply> {
    const last = this.#recorded(id);
    if (last && last.txnNumber === txnNumber) return last.reply;
    this.#advance(session, id, txnNumber);
    session.state = 'idle';
    return command({ transaction: undefined, remember: (reply) => this.#record(id, txnNumber, reply) });
  }

  #start(session: Session, id: string, txnNumber: bigint): void {
    if (this.#isCommitted(session, id, txnNumber)) throw alreadyCommitted(txnNumber);
    if (session.txnNumber === txnNumber) {
      const message = `Only servers in a sharded cluster can start a new transaction at the active number ${txnNumber}`;
      throw new ServerError('ConflictingOperationInProgress', message);
    }
    this.#advance(session, id, txnNumber);
    session.transaction = this.#engine.begin();
    session.deadline = this.#engine.clock() + this.#engine.lifetimes.transaction;
    session.state = 'open';
  }

  /** A higher number ends whatever the session had going; a lower one comes too late. */
  #advance(session: Session, id: string, txnNumber: bigint): void {
    const latest = this.#recorded(id)?.txnNumber ?? -1n;
    const known = session.txnNumber > latest ? session.txnNumber : latest;
    if (txnNumber < known) {
      throw new ServerError(
        'TransactionTooOld',
        `Cannot start transaction ${txnNumber} on session ${id} because a newer transaction ${known} has already started.`,
      );
    }
    this.#abort(session);
    session.txnNumber = txnNumber;
  }

  #abort(session: Session): void {
    if (!session.transaction) return;
    this.#engine.abort(session.transaction);
    session.transaction = undefined;
    session.state = 'aborted';
  }

  #openTransaction(session: Session, txnNumber: bigint): Transaction {
    if (session.txnNumber === txnNumber && session.transaction?.isOpen) return session.transaction;
    throw new ServerError(
      'NoSuchTransaction',
      `Given transaction number ${txnNumber} does not match any in-progress transactions.`,
    );
  }

  #isCommitted(session: Session, id: string, txnNumber: bigint): boolean {
    if (session.txnNumber === txnNumber) return session.state === 'committed';
    return session.txnNumber < txnNumber && this.#recorded(id)?.txnNumber === txnNumber;
  }

  #record(id: string, txnNumber: bigint, reply: Reply): ExtraWrite {
    return [SESSIONS + id, encodeDoc({ txnNumber, at: new Date(this.#engine.clock()), reply })];
  }

  #recorded(id: string): { txnNumber: bigint; reply: Reply } | undefined {
    const bytes = this.#engine.peek(SESSIONS + id);
    if (!bytes) return undefined;
    const doc = decodeDoc(bytes);
    const txnNumber = doc.get('txnNumber');
    const reply = doc.get('reply');
    if (typeof txnNumber !== 'bigint' || !isDoc(reply)) return undefined;
    return { txnNumber, reply: Object.fromEntries(reply) };
  }
}

const FORGET_EVERY_MS = 60_000;

/** ms since 1970 */
function recordedAt(record: Bytes): number {
  const at = decodeDoc(Buffer.from(record)).get('at');
  return at instanceof Date ? at.getTime() : 0;
}

function alreadyCommitted(txnNumber: bigint): ServerError {
  return new ServerError('TransactionCommitted', `Transaction ${txnNumber} has been committed.`);
}

/** Drivers repeat the whole transaction when they see this label. */
export function isTransient(error: ServerError): boolean {
  return isWriteConflict(error) || error.codeName === 'NoSuchTransaction';
}
