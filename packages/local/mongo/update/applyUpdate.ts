import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { equalValues } from '../bson/compareValues.ts';
import { checkStorable } from '../bson/checkStorable.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Update } from './compileUpdate.ts';

/**
 * The document after the update; the very same Buffer when nothing changes. Throws ImmutableField when `_id` would change,
 * BSONObjectTooLarge beyond 16 MiB.
 */
export function applyUpdate(before: Buffer, update: Update): Buffer {
  const doc = decodeDoc(before);
  const id = doc.get('_id');
  const changed = update.apply(doc, false);
  if (update.isReplacement && !changed.has('_id')) changed.set('_id', id);
  assertSameId(changed.get('_id'), id);
  const after = encodeStored(changed);
  return after.equals(before) ? before : after;
}

/** BSON of a document to be stored, `_id` first as in MongoDB. Throws for what cannot be stored, as checkStorable does. */
export function encodeStored(doc: Doc): Buffer {
  const isFirst = [...doc.keys()][0] === '_id';
  const ordered = isFirst ? doc : new Map([['_id', doc.get('_id')], ...doc]);
  const bytes = encodeDoc(ordered);
  checkStorable(bytes);
  return bytes;
}

export function assertSameId(after: Value, before: Value): void {
  if (equalValues(after, before)) return;
  const message = "Performing an update on the path '_id' would modify the immutable field '_id'";
  throw new ServerError('ImmutableField', message);
}
