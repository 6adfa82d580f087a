import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Refuses a data file that is shorter than its own header says: LMDB maps it into memory, and reading beyond the end of
 * a mapped file kills the process without a word. A file that does not exist yet is fine.
 */
export function checkFile(path: string): void {
  const file = openIfThere(path);
  if (file === undefined) return;
  try {
    const { size } = fstatSync(file);
    if (size === 0) return;
    const [first, second] = [0, PAGE_BYTES].map((start) => readMeta(file, start));
    const latest = first && second && second.transaction > first.transaction ? second : first;
    if (!latest || (latest.lastPage + 1n) * BigInt(PAGE_BYTES) > BigInt(size)) {
      throw new Error(`the data file ${path} is damaged or was cut off: restore it, or start on an empty folder`);
    }
  } finally {
    closeSync(file);
  }
}

const PAGE_BYTES = 4096;
const MAGIC = 0xbeefc0de;
/** Where a page header ends and LMDB's meta data begins; the two meta pages are written in turns. */
const META_AT = 24;
const META_BYTES = 136;

function readMeta(file: number, start: number): { lastPage: bigint; transaction: bigint } | undefined {
  const bytes = Buffer.alloc(META_BYTES);
  readSync(file, bytes, 0, META_BYTES, start + META_AT);
  if (bytes.readUInt32LE(0) !== MAGIC) return undefined;
  return { lastPage: bytes.readBigUInt64LE(120), transaction: bytes.readBigUInt64LE(128) };
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined; // Not there, or not ours to read: LMDB will say so.
  }
}
