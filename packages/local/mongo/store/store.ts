import { open } from 'lmdb';
import type { RootDatabase, Transaction as ReadTransaction } from 'lmdb';
import { checkFile } from './checkFile.ts';

/** A value on its way to disk; byte strings (see keyOf) save the overhead of many tiny Buffers. */
export type Bytes = Buffer | string;
export interface Entry {
  readonly key: string;
  readonly value: Bytes;
}

export interface RangeQuery {
  /** Inclusive. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly reverse: boolean;
  /** At most so many entries. */
  readonly limit: number;
}

/** The database as it was at one moment, until `close`. */
export interface Snapshot {
  get(key: string): Buffer | undefined;
  /** In key order, or in reverse. */
  range(query: RangeQuery): Entry[];
  close(): void;
}

export interface Store {
  snapshot(): Snapshot;
  /** All writes or none, on disk before it returns (one fdatasync). null removes. */
  commit(writes: Iterable<readonly [key: string, value: Bytes | null]>): void;
  close(): Promise<void>;
}

/** Opens or creates the data file. `noSync` trades durability for speed: for tests that crash nothing. */
export function openStore(path: string, noSync: boolean): Store {
  checkFile(path);
  const db = open<Buffer, string>({
    path,
    pageSize: 4096,
    noSync,
    encoding: 'binary',
    keyEncoder: LATIN1_KEYS,
    cache: false,
    // With overlapping sync a commit may be visible before it is durable: an acknowledged write could be lost.
    overlappingSync: false,
    // Address space, not disk: a fixed map spares remapping while snapshots are open.
    mapSize: 64 * 1024 ** 3,
    maxReaders: 4096,
  });
  return {
    snapshot: () => openSnapshot(db),
    commit: (writes) => {
      db.transactionSync(() => {
        for (const [key, value] of writes) {
          if (value === null) db.removeSync(key);
          else db.putSync(key, typeof value === 'string' ? Buffer.from(value, 'latin1') : value);
        }
      });
    },
    close: () => closeInTime(db),
  };
}

/** Keys are byte strings; LMDB reads and writes them without a Buffer for each. */
const LATIN1_KEYS = {
  writeKey: (key: string, target: Buffer, start: number): number => start + target.write(key, start, 'latin1'),
  readKey: (target: Buffer, start: number, end: number): string => target.toString('latin1', start, end),
};

function openSnapshot(db: RootDatabase<Buffer, string>): Snapshot {
  const transaction: ReadTransaction = db.useReadTransaction();
  const options = { transaction };
  let open = true;
  return {
    get: (key) => {
      // getBinary copies; the faster variants hand out memory that the next read overwrites. Its typing lacks `options`.
      const read: (key: string, options: { transaction: ReadTransaction }) => Buffer | undefined =
        db.getBinary.bind(db);
      return read(key, options);
    },
    range: ({ from, to, reverse, limit }) => {
      const bounds = reverse
        ? { start: to, end: from, reverse, exclusiveStart: true, inclusiveEnd: true }
        : { start: from, end: to };
      return Array.from(db.getRange({ ...bounds, limit, transaction }), ({ key, value }) => ({ key, value }));
    },
    close: () => {
      if (open) transaction.done();
      open = false;
    },
  };
}

const CLOSE_DEADLINE_MS = 2_000;

/** lmdb's close has been seen to hang; everything committed is on disk already, so giving up on it loses nothing. */
async function closeInTime(db: RootDatabase<Buffer, string>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_DEADLINE_MS);
  });
  await Promise.race([db.close(), deadline]);
  clearTimeout(timer);
}
