import type { Binary, Int32, ObjectId } from 'bson';

/** A document keeps the order of its fields, and a Map has no prototype for a field name to collide with. */
export type Doc = Map<string, Value>;

/**
 * A BSON value that still knows its type: a JS number is always a double, a bigint always an int64, an Int32 an int32;
 * undefined means "no such field". Every other type of BSON is refused when it is met.
 */
export type Value =
  undefined | null | number | bigint | string | boolean | Date | Int32 | ObjectId | Binary | Doc | Value[];

/** Anything fields can be read from by name: a decoded document, or a stored one read lazily (RawDoc). */
export interface Readable {
  get(name: string): Value;
}

export type Kind =
  | 'missing'
  | 'null'
  | 'double'
  | 'long'
  | 'int'
  | 'string'
  | 'bool'
  | 'date'
  | 'objectId'
  | 'binData'
  | 'object'
  | 'array';

export function kindOf(value: Value): Kind {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'boolean') return 'bool';
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value instanceof Map) return 'object';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  return KIND_OF_CLASS[value._bsontype];
}

const KIND_OF_CLASS = {
  Int32: 'int',
  ObjectId: 'objectId',
  Binary: 'binData',
} as const;

export function isDoc(value: Value): value is Doc {
  return value instanceof Map;
}

/** Int32, int64 or double as a JS number or bigint, whose `<` and `===`… comparisons are exact across the two. */
export function numeric(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return isInt32(value) ? value.value : undefined;
}

/** A whole number written in any numeric type, e.g. the `limit` of a find; undefined if it is none. */
export function integer(value: Value): number | undefined {
  const number = Number(numeric(value));
  return Number.isSafeInteger(number) ? number : undefined;
}

export function isInt32(value: Value): value is Int32 {
  return typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Int32';
}

export function isBinary(value: Value): value is Binary {
  return typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Binary';
}
