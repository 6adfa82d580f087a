import { invert, keyOf } from '../bson/keyString.ts';
import type { Readable, Value } from '../bson/value.ts';
import { valuesAt } from '../store/indexKeys.ts';
import type { Sort } from './planQuery.ts';

/** A string that sorts as the document does. Of an array the smallest element counts, or the largest when descending. */
export function sortKey(doc: Readable, sort: Sort): string {
  let key = '';
  for (const [path, direction] of sort) {
    const keys = valuesAt(doc, path).flatMap(elements).map(keyOf);
    const chosen = keys.reduce((best, next) => (next < best === direction > 0 ? next : best));
    key += direction > 0 ? chosen : invert(chosen);
  }
  return key;
}

/** As in indexes: missing is null, an empty array sorts before it. */
function elements(value: Value): Value[] {
  if (!Array.isArray(value)) return [value ?? null];
  return value.length > 0 ? value : [undefined];
}
