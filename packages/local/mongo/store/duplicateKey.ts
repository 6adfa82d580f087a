import { showValue } from '../bson/showValue.ts';
import type { Readable, Value } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Collection, Index } from './catalog.ts';
import { valuesAt } from './indexKeys.ts';

/** E11000 as MongoDB words it, with keyPattern and keyValue: mongoose and people read all three. */
export function duplicateKey(collection: Collection, index: Index, doc: Readable): ServerError {
  const keyValue = new Map<string, Value>(index.paths.map((path) => [path, firstValue(doc, path)]));
  const keyPattern = index.spec.get('key');
  const shown = [...keyValue].map(([path, value]) => `${path}: ${showValue(value)}`).join(', ');
  const where = `collection: ${collection.namespace} index: ${index.name}`;
  return new ServerError('DuplicateKey', `E11000 duplicate key error ${where} dup key: { ${shown} }`, {
    keyPattern,
    keyValue,
  });
}

function firstValue(doc: Readable, path: string): Value {
  const value = valuesAt(doc, path)[0] ?? null;
  return Array.isArray(value) ? (value[0] ?? null) : value;
}
