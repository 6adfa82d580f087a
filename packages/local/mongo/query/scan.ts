import { RawDoc } from '../bson/rawDoc.ts';
import type { Collection, Index } from '../store/catalog.ts';
import { LONGEST_KEY, RECORD_BYTES } from '../store/keys.ts';
import type { Entry } from '../store/store.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Filter } from './compileFilter.ts';
import type { Plan } from './planQuery.ts';

/** A document and where it is stored. */
export interface Found {
  readonly record: string;
  readonly bytes: Buffer;
}

/**
 * The documents of a plan, in steps small enough to yield between; a step may be empty. Nothing is held between steps
 * but the last key, so the transaction may write, or end, in the meantime.
 */
export function* scan(
  transaction: Transaction,
  collection: Collection,
  plan: Plan,
  filter: Filter,
): Generator<readonly Found[]> {
  const isWanted = ({ bytes }: Found): boolean => !plan.needsFilter || filter(new RawDoc(bytes));
  if (!plan.index) {
    for (const entries of pages(transaction, collection.space, plan)) {
      yield entries.map((entry) => readEntry(collection, entry)).filter(isWanted);
    }
    return;
  }
  for (const records of indexedRecords(transaction, plan.index, plan)) {
    yield records
      .flatMap((record) => {
        const bytes = transaction.get(collection.space, collection.space + record);
        return bytes === undefined ? [] : [{ record, bytes: asBuffer(bytes) }];
      })
      .filter(isWanted);
  }
}

/** How many documents each step finds: no document is read when the index alone has the answer. */
export function* scanCount(
  transaction: Transaction,
  collection: Collection,
  plan: Plan,
  filter: Filter,
): Generator<number> {
  if (plan.index && !plan.needsFilter) {
    for (const records of indexedRecords(transaction, plan.index, plan)) yield records.length;
  } else {
    for (const found of scan(transaction, collection, plan, filter)) yield found.length;
  }
}

/** The first steps are short, for queries that want one document; later ones are long, for those that want all. */
const FIRST_STEP = 16;
const LONGEST_STEP = 512;

function* indexedRecords(transaction: Transaction, index: Index, plan: Plan): Generator<string[]> {
  if (plan.keys) {
    for (let at = 0; at < plan.keys.length; at += LONGEST_STEP) {
      yield plan.keys.slice(at, at + LONGEST_STEP).flatMap((key) => {
        const place = index.space + key;
        const record = place.length > LONGEST_KEY ? undefined : transaction.get(index.space, place);
        return record === undefined ? [] : [record.toString('latin1')];
      });
    }
    return;
  }
  // Only an index that met an array lists a document more than once.
  const seen = new Set<string>();
  for (const entries of pages(transaction, index.space, plan)) {
    const records = entries.map(({ key, value }) =>
      index.unique ? value.toString('latin1') : key.slice(-RECORD_BYTES),
    );
    yield index.multikey ? records.filter((record) => !seen.has(record) && seen.add(record)) : records;
  }
}

function* pages(transaction: Transaction, space: string, plan: Plan): Generator<readonly Entry[]> {
  let limit = FIRST_STEP;
  const { reverse } = plan;
  for (const range of reverse ? [...plan.ranges].reverse() : plan.ranges) {
    let from = withinLongest(space + range.from);
    let to = withinLongest(space + range.to);
    for (;;) {
      const { entries, last } = transaction.range(space, { from, to, reverse, limit });
      yield entries;
      if (last === undefined) break;
      if (reverse) to = last;
      else from = `${last}\0`;
      limit = Math.min(limit * 2, LONGEST_STEP);
    }
  }
}

/** A border beyond the longest key lies, among the keys there are, where its first part does. */
function withinLongest(border: string): string {
  return border.slice(0, LONGEST_KEY);
}

function readEntry(collection: Collection, { key, value }: Entry): Found {
  return { record: key.slice(collection.space.length), bytes: asBuffer(value) };
}

function asBuffer(bytes: Buffer | string): Buffer {
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
}
