/**
 * How everything lies in the one sorted map of the store. A space is a prefix of five bytes; what belongs to it follows.
 *
 *   c <namespace>                       → catalog entry of a collection (BSON)
 *   r <collection> <record>             → a document (BSON); record ids grow, so this is insertion order
 *   i <index> <key of the values>       → record, for a unique index
 *   i <index> <key of the values><record> → nothing, for any other index
 *   m <index>                           → present once the index has met an array
 *   s <session>                         → the last retryable write or transaction of a session (BSON)
 */
export const CATALOG = 'c';
export const MULTIKEY = 'm';
export const SESSIONS = 's';

export function recordSpace(collectionId: number): string {
  return `r${uint32(collectionId)}`;
}

export function indexSpace(indexId: number): string {
  return `i${uint32(indexId)}`;
}

export function multikeyMark(indexId: number): string {
  return MULTIKEY + uint32(indexId);
}

export const RECORD_BYTES = 6;

/** What LMDB takes; asked for a longer one, it answers nothing right any more. */
export const LONGEST_KEY = 1_978;

/** A record id as six bytes that sort. The first is zero for the first 2^40 records: ranges rely on it not being 0xff. */
export function recordBytes(record: number): string {
  const high = Math.floor(record / 0x1_0000_0000);
  return String.fromCharCode(high >> 8, high & 255) + uint32(record % 0x1_0000_0000);
}

export function recordNumber(bytes: string): number {
  let number = 0;
  for (let i = 0; i < bytes.length; i++) number = number * 256 + bytes.charCodeAt(i);
  return number;
}

/** Above every key that starts with `prefix`: no key continues with 0xff. */
export function endOf(prefix: string): string {
  return `${prefix}\xff`;
}

function uint32(number: number): string {
  return String.fromCharCode(number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255);
}
