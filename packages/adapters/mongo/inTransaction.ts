import { setTimeout as pause } from 'node:timers/promises';
import { mongo } from 'mongoose';

/** The first error with that label may pass when the whole transaction is tried again. */
const transient = 'TransientTransactionError';
const unknownCommit = 'UnknownTransactionCommitResult';

/** Bounds of our own: the driver's helper would go on for two minutes. */
const limits = { runs: 5, totalMs: 40_000 };

const snapshotToMajority: mongo.TransactionOptions = {
  readConcern: new mongo.ReadConcern('snapshot'),
  writeConcern: new mongo.WriteConcern('majority'),
  readPreference: mongo.ReadPreference.primary,
};

type TransactionOptions = {
  /** May trying the whole transaction again help? Default: when the database says so. */
  retryable?: (thrown: unknown) => boolean;
  /** How often it is tried at most, 5 unless said otherwise. */
  runs?: number;
};

/**
 * Runs `body` in a majority-committed snapshot transaction, again from the start when that may help, a little later each
 * time. `body` must be pure but for its writes. It says itself whether to commit; either way its value is returned.
 */
export async function inTransaction<T>(
  client: mongo.MongoClient,
  body: (session: mongo.ClientSession) => Promise<{ commit: boolean; value: T }>,
  { retryable = isTransient, runs = limits.runs }: TransactionOptions = {},
): Promise<T> {
  const startedAt = performance.now();
  for (let run = 1; ; run += 1) {
    const session = client.startSession();
    try {
      session.startTransaction(snapshotToMajority);
      const { commit, value } = await body(session);
      if (commit) await commitRepeatedly(session, startedAt);
      else await session.abortTransaction();
      return value;
    } catch (thrown) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined); // the first error tells more
      if (run >= runs || performance.now() - startedAt > limits.totalMs || !retryable(thrown)) throw thrown;
    } finally {
      await session.endSession();
    }
    await pause(Math.min(250, 5 * 2 ** run));
  }
}

export function isTransient(thrown: unknown): boolean {
  return hasLabel(thrown, transient) && !hasLabel(thrown, unknownCommit);
}

/** Two transactions met: 112 for a document, 11000 for a unique key. */
export function isConflict(thrown: unknown): boolean {
  return hasCode(thrown, 112) || hasCode(thrown, 11000);
}

/** A commit may be asked for again: the server answers what became of it. */
async function commitRepeatedly(session: mongo.ClientSession, startedAt: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await session.commitTransaction();
      return;
    } catch (thrown) {
      const again =
        hasLabel(thrown, unknownCommit) && attempt < limits.runs && performance.now() - startedAt < limits.totalMs;
      if (!again) throw thrown;
    }
  }
}

function hasLabel(thrown: unknown, label: string): boolean {
  return thrown instanceof Error && 'hasErrorLabel' in thrown && (thrown as mongo.MongoError).hasErrorLabel(label); // the member is the driver's
}

function hasCode(thrown: unknown, code: number): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
