import { keyOf } from '../bson/keyString.ts';
import { showValue } from '../bson/showValue.ts';
import type { Readable, Value } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Collection, Index } from './catalog.ts';
import { keyedValues } from './indexKeys.ts';

/**
 * E11000 as MongoDB words it, with keyPattern and keyValue: mongoose and people read all three. `key` is the one of the
 * document's keys that another document has.
 */
export function duplicateKey(collection: Collection, index: Index, doc: Readable, key: string): ServerError {
  const keyValue = new Map<string, Value>();
  let known = index.space;
  for (const path of index.paths) {
    // No key is the beginning of another: only the value that is in this one fits.
    const value = keyedValues(doc, path).find((item) => key.startsWith(known + keyOf(item)));
    keyValue.set(path, value ?? null);
    known += keyOf(value);
  }
  const keyPattern = index.spec.get('key');
  const shown = [...keyValue].map(([path, value]) => `${path}: ${showValue(value)}`).join(', ');
  const where = `collection: ${collection.namespace} index: ${index.name}`;
  return new ServerError('DuplicateKey', `E11000 duplicate key error ${where} dup key: { ${shown} }`, {
    keyPattern,
    keyValue,
  });
}
