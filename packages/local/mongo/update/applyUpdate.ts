import { decodeValue } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { equalValues } from '../bson/compareValues.ts';
import { checkStorable } from '../bson/checkStorable.ts';
import { fieldRanges, joinFields, RawDoc } from '../bson/rawDoc.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Update } from './compileUpdate.ts';

/**
 * The document after the update; the very same Buffer when nothing changes. Throws ImmutableField when `_id` would change,
 * BSONObjectTooLarge beyond 16 MiB.
 */
export function applyUpdate(before: Buffer, update: Update): Buffer {
  const after = update.fields ? changeFields(before, update, update.fields) : replaceAll(before, update);
  return after.equals(before) ? before : after;
}

function replaceAll(before: Buffer, update: Update): Buffer {
  const id = new RawDoc(before).get('_id');
  const replacement = update.apply(new Map(), false);
  if (!replacement.has('_id')) replacement.set('_id', id);
  assertSameId(replacement.get('_id'), id);
  return encodeStored(replacement);
}

/** Reads and writes only the fields in question: the bytes of all others stay as they are. */
function changeFields(before: Buffer, update: Update, names: ReadonlySet<string>): Buffer {
  const concerned = fieldRanges(before).filter(({ name }) => names.has(name));
  const doc: Doc = new Map(concerned.map(({ name, valueAt, type }) => [name, decodeValue(before, type, valueAt)]));
  const id = doc.get('_id');
  update.apply(doc, false);
  if (names.has('_id')) assertSameId(doc.get('_id'), id);
  const changed = encodeDoc(doc);
  const written = new Map(fieldRanges(changed).map(({ name, start, end }) => [name, changed.subarray(start, end)]));
  const parts: Buffer[] = [];
  let keptFrom = FIRST_FIELD;
  for (const { name, start, end } of concerned) {
    parts.push(before.subarray(keptFrom, start), written.get(name) ?? NOTHING);
    written.delete(name);
    keptFrom = end;
  }
  // What is left are new fields, which come last.
  const after = joinFields([...parts, before.subarray(keptFrom, -1), ...written.values()]);
  checkStorable(after);
  return after;
}

/** Where the length of a document ends. */
const FIRST_FIELD = 4;
const NOTHING = Buffer.alloc(0);

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
