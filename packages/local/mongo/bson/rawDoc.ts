import { ServerError } from '../errors.ts';
import { decodeDoc, decodeValue, readName } from './decode.ts';
import type { Readable, Value } from './value.ts';

/** A stored document, read field by field: a filter on two fields need not decode the other twenty. */
export class RawDoc implements Readable {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get(name: string): Value {
    const { bytes } = this;
    let at = 4;
    for (let type = bytes[at++]; type; type = bytes[at++]) {
      let matched = 0;
      while (matched < name.length && bytes[at + matched] === name.charCodeAt(matched)) matched++;
      // Names outside ASCII differ between UTF-8 and UTF-16: rare enough to take the slow road.
      if (matched < name.length && name.charCodeAt(matched) > 0x7f) return decodeDoc(bytes).get(name);
      const found = matched === name.length && bytes[at + matched] === 0;
      at += matched;
      while (bytes[at] !== 0) at++;
      if (found) return decodeValue(bytes, type, at + 1);
      at = skipValue(bytes, type, at + 1);
    }
    return undefined;
  }
}

/** One top-level field of a BSON document: its bytes start with those of type and name. */
interface FieldRange {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly valueAt: number;
  readonly end: number;
}

export function fieldRanges(bytes: Buffer): FieldRange[] {
  const ranges: FieldRange[] = [];
  let start = 4;
  for (let type = bytes[start]; type; type = bytes[start]) {
    const { name, end: valueAt } = readName(bytes, start + 1);
    const end = skipValue(bytes, type, valueAt);
    ranges.push({ name, type, start, valueAt, end });
    start = end;
  }
  return ranges;
}

/** A document of fields given as bytes. */
export function joinFields(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 5);
  const bytes = Buffer.allocUnsafeSlow(length);
  let at = bytes.writeInt32LE(length, 0);
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes[at] = 0;
  return bytes;
}

/** Where the value of this type, starting at `at`, ends. */
export function skipValue(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case 0x0a:
      return at;
    case 0x08:
      return at + 1;
    case 0x10:
      return at + 4;
    case 0x01:
    case 0x09:
    case 0x12:
      return at + 8;
    case 0x07:
      return at + 12;
    case 0x02:
      return at + 4 + bytes.readInt32LE(at);
    case 0x03:
    case 0x04:
      return at + bytes.readInt32LE(at);
    case 0x05:
      return at + 5 + bytes.readInt32LE(at);
    default:
      throw new ServerError(
        'BadValue',
        `BSON type 0x${type.toString(16).padStart(2, '0')} cannot be stored by the embedded server`,
      );
  }
}
