import type { Binary } from 'bson';
import { kindOf, numeric } from './value.ts';
import type { Kind, Value } from './value.ts';

/**
 * An order-preserving key: `keyOf(a) < keyOf(b)` exactly when BSON orders a before b, and equal exactly when BSON calls
 * them equal (1 and 1.0 are). A byte string, one character (0x00-0xff) per byte, so Maps can hold it and `<` compares it.
 *
 * No key is a prefix of another, so compound keys are plain concatenations and `[key, key + '\xff')` is "equals".
 */
export function keyOf(value: Value): string {
  if (typeof value === 'string') return `${TYPE_BYTE.string}${stringBytes(value)}\x00`;
  const kind = kindOf(value);
  switch (kind) {
    case 'missing':
    case 'null':
      return TYPE_BYTE[kind];
    case 'double':
    case 'long':
    case 'int':
      return TYPE_BYTE[kind] + numberBytes(numeric(value) ?? 0);
    case 'bool':
      return TYPE_BYTE.bool + (value === true ? '\x02' : '\x01');
    case 'string':
    case 'date':
    case 'objectId':
    case 'binData':
    case 'object':
    case 'array':
      return TYPE_BYTE[kind] + structuredBytes(value);
  }
}

/** For descending sorts: the complement sorts the other way round. */
export function invert(key: string): string {
  const bytes = Buffer.from(key, 'latin1');
  for (let i = 0; i < bytes.length; i++) bytes[i] = 255 - (bytes[i] ?? 0);
  return bytes.toString('latin1');
}

/** The first byte of a key tells its place in BSON's order of types. Never 0x00 nor 0xff, which delimit ranges. */
export const TYPE_BYTE = {
  missing: '\x02',
  null: '\x05',
  double: '\x10',
  long: '\x10',
  int: '\x10',
  string: '\x20',
  object: '\x30',
  array: '\x38',
  binData: '\x40',
  objectId: '\x50',
  bool: '\x58',
  date: '\x60',
} as const satisfies Record<Kind, string>;

/** The key of negative infinity: what lies below it among the numbers is NaN, which no range matches. */
export const LOWEST_NUMBER = `${TYPE_BYTE.double}\x00\x0f\xff\xff\xff\xff\xff\xff`;

function structuredBytes(value: Value): string {
  if (Array.isArray(value)) return value.map((item) => keyOf(item ?? null)).join('') + '\x00';
  if (value instanceof Map) return fieldsBytes(value);
  if (value instanceof Date) return numberBytes(value.getTime());
  if (typeof value !== 'object' || value === null) return '';
  switch (value._bsontype) {
    case 'ObjectId':
      return Buffer.from(value.id).toString('latin1');
    case 'Binary':
      return binaryBytes(value);
    case 'Int32':
      return numberBytes(value.value);
  }
}

/** BSON compares embedded documents field by field, each by type, then name, then value: {a, b} is not {b, a}. */
function fieldsBytes(doc: ReadonlyMap<string, Value>): string {
  let bytes = '';
  for (const [name, value] of doc) {
    const key = keyOf(value ?? null);
    bytes += `${key.charAt(0)}${stringBytes(name)}\x00${key.slice(1)}`;
  }
  return bytes + '\x00';
}

/** BSON compares binary data by length, then subtype, then bytes. */
function binaryBytes(binary: Binary): string {
  const head = Buffer.allocUnsafe(5);
  head.writeUInt32BE(binary.position, 0);
  head[4] = binary.sub_type;
  return head.toString('latin1') + Buffer.from(binary.buffer.subarray(0, binary.position)).toString('latin1');
}

/** UTF-8 without 0x00, which ends a string: 0x00 and 0x01 are escaped, so nothing in a string can imitate its end. */
function stringBytes(text: string): string {
  const bytes = PLAIN.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
  if (!bytes.includes('\x00') && !bytes.includes('\x01')) return bytes;
  return bytes.replaceAll('\x01', '\x01\x02').replaceAll('\x00', '\x01\x01');
}

const PLAIN = /^[\x02-\x7f]*$/;
const EXACT_DOUBLE_LIMIT = 2 ** 53;
const scratch = Buffer.alloc(10);

/**
 * A double's bits, made to sort; beyond 2^53, where doubles skip integers, followed by the distance of an int64 from its
 * nearest double. NaN sorts before every number.
 */
function numberBytes(value: number | bigint): string {
  const nearest = Number(value);
  if (Number.isNaN(nearest)) return '\0\0\0\0\0\0\0\0';
  scratch.writeDoubleBE(nearest === 0 ? 0 : nearest, 0);
  const first = scratch[0] ?? 0;
  if (first & 0x80) for (let i = 0; i < 8; i++) scratch[i] = 255 - (scratch[i] ?? 0);
  else scratch[0] = first | 0x80;
  if (Math.abs(nearest) < EXACT_DOUBLE_LIMIT || !Number.isFinite(nearest)) return scratch.toString('latin1', 0, 8);
  const rest = typeof value === 'bigint' ? Number(value - BigInt(nearest)) : 0;
  scratch.writeUInt16BE(rest + 0x8000, 8);
  return scratch.toString('latin1', 0, 10);
}
