import { Binary, Int32, ObjectId } from 'bson';
import { ServerError, unsupported } from '../errors.ts';
import type { Doc, Value } from './value.ts';

/** The BSON document starting at `offset`. Throws InvalidBSON for anything malformed, and for types Muster never uses. */
export function decodeDoc(bytes: Buffer, offset = 0): Doc {
  return readDoc({ bytes, at: offset, depth: 0 });
}

/** One value of the given BSON type, starting at `offset`. */
export function decodeValue(bytes: Buffer, type: number, offset: number): Value {
  return readValue({ bytes, at: offset, depth: 0 }, type);
}

interface Position {
  readonly bytes: Buffer;
  at: number;
  depth: number;
}

/** As in MongoDB, where nobody can run out of stack either. */
const MAX_DEPTH = 200;

function readDoc(from: Position): Doc {
  const doc: Doc = new Map();
  const last = enter(from);
  let fields = 0;
  for (let type = from.bytes[from.at++]; type; type = from.bytes[from.at++], fields++) {
    const { name, end } = readName(from.bytes, from.at);
    from.at = end;
    doc.set(name, readValue(from, type));
  }
  leave(from, last);
  // MongoDB has a meaning for some of them, e.g. both conditions of `{a: 1, a: 2}`.
  if (doc.size !== fields) throw unsupported('a field that is there twice');
  return doc;
}

function readArray(from: Position): Value[] {
  const items: Value[] = [];
  const end = enter(from);
  for (let type = from.bytes[from.at++]; type; type = from.bytes[from.at++]) {
    while (from.bytes[from.at++] !== 0) if (from.at >= end) throw malformed();
    items.push(readValue(from, type));
  }
  leave(from, end);
  return items;
}

function enter(from: Position): number {
  const length = from.bytes.readInt32LE(from.at);
  const end = from.at + length;
  if (length < 5 || end > from.bytes.length) throw malformed();
  if (++from.depth > MAX_DEPTH) throw unsupported(`a document of more than ${MAX_DEPTH} levels`);
  from.at += 4;
  return end;
}

function leave(from: Position, end: number): void {
  if (from.at !== end) throw malformed();
  from.depth--;
}

function readValue(from: Position, type: number): Value {
  const { bytes } = from;
  const at = from.at;
  switch (type) {
    case 0x01:
      from.at += 8;
      return bytes.readDoubleLE(at);
    case 0x02:
      return readString(from);
    case 0x03:
      return readDoc(from);
    case 0x04:
      return readArray(from);
    case 0x05: {
      const length = bytes.readInt32LE(at);
      from.at += 5 + length;
      if (length < 0 || from.at > bytes.length) throw malformed();
      return new Binary(Buffer.from(bytes.subarray(at + 5, from.at)), bytes[at + 4]);
    }
    case 0x07:
      from.at += 12;
      if (from.at > bytes.length) throw malformed();
      return new ObjectId(Buffer.from(bytes.subarray(at, at + 12)));
    case 0x08:
      from.at += 1;
      return bytes[at] === 1;
    case 0x09:
      from.at += 8;
      return new Date(Number(bytes.readBigInt64LE(at)));
    case 0x0a:
      return null;
    case 0x10:
      from.at += 4;
      return new Int32(bytes.readInt32LE(at));
    case 0x12:
      from.at += 8;
      return bytes.readBigInt64LE(at);
    default:
      throw unsupported(`BSON type 0x${type.toString(16).padStart(2, '0')}`);
  }
}

function readString(from: Position): string {
  const { bytes } = from;
  const length = bytes.readInt32LE(from.at);
  const start = from.at + 4;
  const end = start + length;
  if (length < 1 || end > bytes.length) throw malformed();
  from.at = end;
  return bytes.toString('utf8', start, end - 1);
}

/** A field's name, which a zero byte ends; `end` is behind that. */
export function readName(bytes: Buffer, start: number): { name: string; end: number } {
  let end = start;
  let ascii = true;
  for (let byte = bytes[end]; byte !== 0; byte = bytes[++end]) {
    if (byte === undefined) throw malformed();
    if (byte > 0x7f) ascii = false;
  }
  return { name: bytes.toString(ascii ? 'latin1' : 'utf8', start, end), end: end + 1 };
}

function malformed(): ServerError {
  return new ServerError('InvalidBSON', 'malformed BSON');
}
