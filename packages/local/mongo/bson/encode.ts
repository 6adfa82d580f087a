import type { Binary, Int32, ObjectId } from 'bson';
import type { Value } from './value.ts';

/** Fields of values (see Value), plain objects, lists of them, and Buffers: embedded documents that are BSON already. */
export type Reply = Readonly<Record<string, unknown>>;

/** BSON of a document. Fields that are undefined are left out. */
export function encodeDoc(doc: Reply | ReadonlyMap<string, Value>): Buffer {
  const to: Target = { bytes: scratch, at: 0 };
  writeFields(to, isMap(doc) ? doc : Object.entries(doc));
  const written = to.bytes.subarray(0, to.at);
  // Copied to fit: transactions keep the documents they write, and would keep the rest of their Buffers with them.
  return to.bytes === scratch ? Buffer.from(written) : written;
}

/** Whatever fits is written here first. Nothing below calls anybody who might encode something else meanwhile. */
const scratch = Buffer.allocUnsafeSlow(65_536);

function isMap(doc: Reply | ReadonlyMap<string, Value>): doc is ReadonlyMap<string, Value> {
  return doc instanceof Map;
}

interface Target {
  bytes: Buffer;
  at: number;
}

function writeFields(to: Target, fields: Iterable<readonly [string | number, unknown]>): void {
  const start = to.at;
  reserve(to, 5);
  to.at += 4;
  for (const [name, value] of fields) writeField(to, String(name), value);
  reserve(to, 1);
  to.bytes[to.at++] = 0;
  to.bytes.writeInt32LE(to.at - start, start);
}

function writeField(to: Target, name: string, value: unknown): void {
  if (value === undefined) return;
  reserve(to, name.length * 3 + 2);
  const typeAt = to.at++;
  writeCString(to, name);
  // The type byte comes before the name in BSON but is known only once the value was looked at.
  const type = writeValue(to, value);
  to.bytes[typeAt] = type;
}

function writeValue(to: Target, value: unknown): number {
  reserve(to, 16);
  if (value === null) return 0x0a;
  if (typeof value === 'string') {
    writeString(to, value);
    return 0x02;
  }
  if (typeof value === 'number') {
    to.at = to.bytes.writeDoubleLE(value, to.at);
    return 0x01;
  }
  if (typeof value === 'bigint') {
    to.at = to.bytes.writeBigInt64LE(value, to.at);
    return 0x12;
  }
  if (typeof value === 'boolean') {
    to.bytes[to.at++] = value ? 1 : 0;
    return 0x08;
  }
  return writeObject(to, value);
}

function writeObject(to: Target, value: unknown): number {
  if (Buffer.isBuffer(value)) {
    reserve(to, value.length);
    to.at += value.copy(to.bytes, to.at);
    return 0x03;
  }
  if (Array.isArray(value)) {
    writeFields(to, value.entries());
    return 0x04;
  }
  if (value instanceof Map) {
    writeFields(to, value as ReadonlyMap<string, unknown>); // Documents are the only Maps there are.
    return 0x03;
  }
  if (value instanceof Date) {
    to.at = to.bytes.writeBigInt64LE(BigInt(value.getTime()), to.at);
    return 0x09;
  }
  if (typeof value !== 'object' || value === null) throw new TypeError(`no BSON type for ${typeof value}`);
  if ('_bsontype' in value) return writeBsonClass(to, value as BsonClass); // The mark of bson's own classes.
  writeFields(to, Object.entries(value));
  return 0x03;
}

type BsonClass = Int32 | ObjectId | Binary;

function writeBsonClass(to: Target, value: BsonClass): number {
  switch (value._bsontype) {
    case 'Int32':
      to.at = to.bytes.writeInt32LE(value.value, to.at);
      return 0x10;
    case 'ObjectId':
      to.bytes.set(value.id, to.at);
      to.at += 12;
      return 0x07;
    case 'Binary':
      reserve(to, value.position + 5);
      to.at = to.bytes.writeInt32LE(value.position, to.at);
      to.bytes[to.at++] = value.sub_type;
      to.bytes.set(value.buffer.subarray(0, value.position), to.at);
      to.at += value.position;
      return 0x05;
  }
}

function writeString(to: Target, text: string): void {
  reserve(to, text.length * 3 + 5);
  const length = to.bytes.write(text, to.at + 4, 'utf8');
  to.bytes.writeInt32LE(length + 1, to.at);
  to.at += 4 + length;
  to.bytes[to.at++] = 0;
}

function writeCString(to: Target, text: string): void {
  to.at += to.bytes.write(text, to.at, 'utf8');
  to.bytes[to.at++] = 0;
}

function reserve(to: Target, length: number): void {
  if (to.at + length <= to.bytes.length) return;
  const grown = Buffer.allocUnsafe(Math.max(to.bytes.length * 2, to.at + length));
  to.bytes.copy(grown, 0, 0, to.at);
  to.bytes = grown;
}
