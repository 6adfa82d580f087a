import { RawDoc } from '../bson/rawDoc.ts';
import type { Collection, Index } from './catalog.ts';
import { duplicateKey } from './duplicateKey.ts';
import { PRESENT } from './entryLog.ts';
import { headOf, indexKeys, NO_KEYS } from './indexKeys.ts';
import { MULTIKEY, multikeyMark, recordBytes } from './keys.ts';
import type { Transaction } from './transaction.ts';

/** Adds a checked document. Throws DuplicateKey or WriteConflict and then has written nothing. */
export function insertRecord(transaction: Transaction, collection: Collection, bytes: Buffer): void {
  const record = recordBytes(collection.nextRecord++);
  const changes = indexChanges(transaction, collection, record, undefined, bytes);
  transaction.put(collection.space, collection.space + record, bytes);
  applyChanges(transaction, changes, record);
}

/**
 * Replaces a document by its next version, which has the same `_id` and differs in `fields` at most (undefined = any).
 * Throws DuplicateKey or WriteConflict, as above.
 */
export function replaceRecord(
  transaction: Transaction,
  collection: Collection,
  record: string,
  before: Buffer,
  after: Buffer,
  fields: ReadonlySet<string> | undefined,
): void {
  transaction.lock(collection.space + record);
  const changes = indexChanges(transaction, collection, record, before, after, fields);
  transaction.put(collection.space, collection.space + record, after);
  applyChanges(transaction, changes, record);
}

/** Removes a document. Throws WriteConflict. */
export function removeRecord(transaction: Transaction, collection: Collection, record: string, before: Buffer): void {
  transaction.lock(collection.space + record);
  const changes = indexChanges(transaction, collection, record, before, undefined);
  transaction.remove(collection.space, collection.space + record);
  applyChanges(transaction, changes, record);
}

interface IndexChange {
  readonly index: Index;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What a write does to every index; all checks and locks happen here, so that a refused write leaves no trace. */
function indexChanges(
  transaction: Transaction,
  collection: Collection,
  record: string,
  before: Buffer | undefined,
  after: Buffer | undefined,
  fields?: ReadonlySet<string>,
): IndexChange[] {
  transaction.touched.add(collection.id);
  const oldDoc = before && new RawDoc(before);
  const newDoc = after && new RawDoc(after);
  const indexes = fields ? collection.indexes.filter((index) => dependsOn(index, fields)) : collection.indexes;
  return indexes.map((index) => {
    const { keys: old } = oldDoc ? indexKeys(index, oldDoc) : NO_KEYS;
    const { keys: now, isMultikey } = newDoc ? indexKeys(index, newDoc) : NO_KEYS;
    const removed = old.length && now.length ? old.filter((key) => !now.includes(key)) : old;
    const added = old.length && now.length ? now.filter((key) => !old.includes(key)) : now;
    if (isMultikey) {
      // In memory at once, on disk with the document: marked without need does no harm, unmarked would.
      index.multikey = true;
      transaction.put(MULTIKEY, multikeyMark(index.id), PRESENT);
    }
    if (index.unique) {
      for (const key of removed) transaction.lock(key);
      for (const key of added) claimUnique(transaction, collection, index, key, newDoc, record);
    }
    return { index, removed, added };
  });
}

function dependsOn(index: Index, fields: ReadonlySet<string>): boolean {
  return [...index.paths, ...index.onlyWith].some((path) => fields.has(headOf(path)));
}

function claimUnique(
  transaction: Transaction,
  collection: Collection,
  index: Index,
  key: string,
  doc: RawDoc | undefined,
  record: string,
): void {
  const owner = transaction.get(index.space, key);
  if (owner !== undefined && owner.toString('latin1') !== record) {
    throw duplicateKey(collection, index, doc ?? new Map(), key);
  }
  transaction.lock(key);
}

function applyChanges(transaction: Transaction, changes: readonly IndexChange[], record: string): void {
  for (const { index, removed, added } of changes) {
    if (index.unique) {
      for (const key of removed) transaction.remove(index.space, key);
      for (const key of added) transaction.put(index.space, key, record);
    } else {
      for (const key of removed) transaction.list(index.space, key + record, false);
      for (const key of added) transaction.list(index.space, key + record, true);
    }
  }
}
