import { keyOf } from '../bson/keyString.ts';
import type { Readable, Value } from '../bson/value.ts';
import { isDoc } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Index } from './catalog.ts';
import { LONGEST_KEY, RECORD_BYTES } from './keys.ts';

/** A record id may follow. */
const MAX_KEY_BYTES = LONGEST_KEY - RECORD_BYTES;

export interface IndexKeys {
  readonly keys: readonly string[];
  /** True when an array was met: such an index may list a document more than once. */
  readonly isMultikey: boolean;
}

/**
 * The keys under which a document stands in an index, the index's space included: one, or one per element of an array,
 * or none when a partial index does not want it. Missing fields count as null.
 */
export function indexKeys(index: Index, doc: Readable): IndexKeys {
  if (!index.onlyWith.every((path) => valuesAt(doc, path).some((value) => value !== undefined))) return NO_KEYS;
  let keys = [index.space];
  let arrays = 0;
  for (const path of index.paths) {
    const values = expandArray(valuesAt(doc, path));
    if (values.isArray && ++arrays > 1) {
      throw new ServerError('CannotIndexParallelArrays', `cannot index parallel arrays in index ${index.name}`);
    }
    const parts = [...new Set(values.items.map(keyOf))];
    keys =
      parts.length === 1
        ? keys.map((key) => key + (parts[0] ?? ''))
        : keys.flatMap((key) => parts.map((part) => key + part));
  }
  for (const key of keys) {
    if (key.length > MAX_KEY_BYTES) {
      const found = `found: ${key.length}, limit: ${MAX_KEY_BYTES}`;
      throw new ServerError('KeyTooLong', `key too large to index in ${index.name} of the embedded server, ${found}`);
    }
  }
  return { keys, isMultikey: arrays > 0 };
}

export const NO_KEYS: IndexKeys = { keys: [], isMultikey: false };

/** Whether a path has nothing but names of fields: no element of an array (`list.0`), no operator, nothing left out. */
export function isPlain(path: string): boolean {
  return !NOT_PLAIN.test(path);
}

const NOT_PLAIN = /(?:^|\.)(?:\$|\.|$|\d+(?:\.|$))/;

/** The top-level field of a dotted path. */
export function headOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

/** Every value a dotted path leads to; several when it passes through an array, `undefined` where there is nothing. */
export function valuesAt(doc: Readable, path: string): Value[] {
  if (!path.includes('.')) return [doc.get(path)];
  const [head = '', ...rest] = path.split('.');
  return descend(doc.get(head), rest);
}

function descend(value: Value, path: readonly string[]): Value[] {
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (isDoc(value)) return descend(value.get(head), rest);
  if (!Array.isArray(value)) return [undefined];
  const found = value.filter(isDoc).flatMap((item) => descend(item.get(head), rest));
  return found.length > 0 ? found : [undefined];
}

/** What a document is found under in an index on this path. */
export function keyedValues(doc: Readable, path: string): Value[] {
  return expandArray(valuesAt(doc, path)).items;
}

/** As in MongoDB: an array counts with each element, an empty one as "undefined", which sorts before null. */
function expandArray(values: readonly Value[]): { items: Value[]; isArray: boolean } {
  const isArray = values.length > 1 || values.some(Array.isArray);
  if (!isArray) return { items: values.map((value) => value ?? null), isArray };
  const items = values.flatMap((value) =>
    Array.isArray(value) ? (value.length ? value : [undefined]) : [value ?? null],
  );
  return { items, isArray };
}
