/**
 * What a transaction adds to an index and takes out of it, in that order and packed: one that writes 100,000 documents
 * writes half a million entries, and a Map of them would be most of the server's memory.
 */
export class EntryLog {
  readonly #full: Buffer[] = [];
  #chunk = Buffer.allocUnsafe(FIRST_CHUNK);
  #end = 0;

  /** Keys are byte strings of less than 32 KiB. */
  add(key: string, isPresent: boolean): void {
    if (this.#end + HEAD_BYTES + key.length > this.#chunk.length) this.#startChunk(HEAD_BYTES + key.length);
    this.#end = this.#chunk.writeUInt16LE(key.length * 2 + (isPresent ? 1 : 0), this.#end);
    this.#end += this.#chunk.write(key, this.#end, 'latin1');
  }

  /** Everything again, in order: of two entries of one key the later one counts. null = taken out. */
  *[Symbol.iterator](): Generator<readonly [key: string, value: typeof PRESENT | null]> {
    for (const chunk of [...this.#full, this.#chunk.subarray(0, this.#end)]) {
      for (let at = 0; at < chunk.length;) {
        const head = chunk.readUInt16LE(at);
        const start = at + HEAD_BYTES;
        at = start + (head >> 1);
        yield [chunk.toString('latin1', start, at), head & 1 ? PRESENT : null];
      }
    }
  }

  #startChunk(least: number): void {
    this.#full.push(this.#chunk.subarray(0, this.#end));
    this.#chunk = Buffer.allocUnsafe(Math.max(least, Math.min(this.#chunk.length * 2, LARGEST_CHUNK)));
    this.#end = 0;
  }
}

/** The value of an entry whose key says everything. */
export const PRESENT = 'x';

const HEAD_BYTES = 2;
const FIRST_CHUNK = 512;
const LARGEST_CHUNK = 65_536;
