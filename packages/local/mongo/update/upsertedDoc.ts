import { ObjectId } from 'bson';
import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { unsupported } from '../errors.ts';
import { isOperatorDoc } from '../query/compileFilter.ts';
import { assertGoodId } from '../bson/checkStorable.ts';
import { isPlain } from '../store/indexKeys.ts';
import { assertSameId } from './applyUpdate.ts';
import type { Update } from './compileUpdate.ts';

/** What an upsert inserts when nothing matched: the filter's equalities, then the update; a new `_id` if neither has one. */
export function upsertedDoc(filter: Doc, update: Update): Doc {
  const start: Doc = new Map();
  addEqualities(start, filter);
  const id = start.get('_id');
  const doc = update.apply(start, true);
  if (!doc.has('_id')) doc.set('_id', id ?? new ObjectId());
  if (id !== undefined) assertSameId(doc.get('_id'), id);
  assertGoodId(doc.get('_id'));
  return doc;
}

function addEqualities(doc: Doc, filter: Doc): void {
  for (const [path, operand] of filter) {
    if (path === '$and' && Array.isArray(operand)) {
      for (const item of operand.filter(isDoc)) addEqualities(doc, item);
    } else if (path === '$or') {
      throw unsupported('an upsert by $or');
    } else if (!path.startsWith('$')) {
      const value = equalityIn(operand);
      if (value !== undefined) setAt(doc, path, value);
    }
  }
}

function equalityIn(operand: Value): Value {
  if (isOperatorDoc(operand)) {
    const listed = operand.get('$in');
    // MongoDB may take the only value of a list for an equality.
    if (Array.isArray(listed) && listed.length === 1) throw unsupported('an upsert by $in of one value');
    return operand.get('$eq');
  }
  return operand;
}

function setAt(doc: Doc, path: string, value: Value): void {
  if (!isPlain(path) || path.includes('.')) throw unsupported(`an upsert by the nested field '${path}'`);
  if (doc.has(path)) throw unsupported(`an upsert that names '${path}' twice`);
  doc.set(path, value);
}
