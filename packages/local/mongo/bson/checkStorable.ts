import { ServerError, unsupported } from '../errors.ts';
import { skipValue } from './rawDoc.ts';
import { isDoc } from './value.ts';
import type { Value } from './value.ts';

/** 16 MiB, as MongoDB announces and enforces it. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const MAX_DEPTH = 100;
/** The largest distance from 1970 a JS Date can hold, in ms. */
const MAX_DATE_MS = 8_640_000_000_000_000n;

/**
 * Walks a document that came over the wire before its bytes are stored as they are: every length must fit, every type
 * must be one this server can compare and index. Everything behind this check may trust stored bytes.
 */
export function checkStorable(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    const sizes = `size in bytes: ${bytes.length}, max size: ${MAX_DOCUMENT_BYTES}`;
    throw new ServerError('BSONObjectTooLarge', `object to insert too large. ${sizes}`);
  }
  if (checkDocument(bytes, 0, bytes.length, 0) !== bytes.length) throw malformed();
}

export function assertGoodId(id: Value): void {
  if (Array.isArray(id)) throw new ServerError('InvalidIdField', "The '_id' value cannot be of type array");
  const dollar = isDoc(id) ? [...id.keys()].find((name) => name.startsWith('$')) : undefined;
  if (dollar !== undefined) {
    throw new ServerError('DollarPrefixedFieldName', `The dollar ($) prefixed field '${dollar}' in '_id' is not valid`);
  }
}

function checkDocument(bytes: Buffer, start: number, limit: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new ServerError('BadValue', `documents may be nested ${MAX_DEPTH} levels deep`);
  if (start + 5 > limit) throw malformed();
  const end = start + bytes.readInt32LE(start);
  if (end > limit || end < start + 5) throw malformed();
  let at = start + 4;
  for (let type = bytes[at++]; type; type = bytes[at++]) {
    // MongoDB stores them since 5.0, though hardly any update can reach them.
    if (bytes[at] === 0x24 && depth === 0) throw unsupported('storing a field whose name begins with $');
    while (at < end && bytes[at] !== 0) at++;
    at = checkValue(bytes, type, at + 1, end, depth);
  }
  if (at !== end) throw malformed();
  return end;
}

function checkValue(bytes: Buffer, type: number, at: number, end: number, depth: number): number {
  if (type === 0x03 || type === 0x04) return checkDocument(bytes, at, end, depth + 1);
  if ((type === 0x02 || type === 0x05) && at + 4 > end) throw malformed();
  const next = skipValue(bytes, type, at);
  if (next > end - 1 || next < at) throw malformed();
  if (type === 0x02 && (next < at + 5 || bytes[next - 1] !== 0)) throw malformed();
  if (type === 0x05 && next < at + 5) throw malformed();
  if (type === 0x08 && (bytes[at] ?? 0) > 1) throw malformed();
  if (type === 0x09) {
    const ms = bytes.readBigInt64LE(at);
    if (ms > MAX_DATE_MS || ms < -MAX_DATE_MS) {
      throw new ServerError('BadValue', 'a date further than 8.64e15 ms from 1970 cannot be stored');
    }
  }
  return next;
}

function malformed(): ServerError {
  return new ServerError('InvalidBSON', 'malformed BSON document');
}
