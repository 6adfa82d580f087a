import { createHash, randomBytes } from 'node:crypto';
import type { FileStore } from '@muster/jobs';
import { until } from '../until/index.ts';

/** `unfinished` tells what the store keeps of uploads that have not ended: temporary files, open multipart uploads. */
export type OpenedFileStore = { files: FileStore; unfinished: () => Promise<string[]> };

const mebibyte = 1024 * 1024;

/** What every FileStore promises. `open` is called once; the store it gives may hold nothing under `accounts/`. */
export function fileStoreContract(open: () => Promise<OpenedFileStore>): void {
  let files: FileStore;
  let unfinished: OpenedFileStore['unfinished'];
  let tests = 0;
  let job = '';

  beforeAll(async () => {
    ({ files, unfinished } = await open());
  });

  beforeEach(() => {
    tests += 1;
    job = `accounts/acc_01JD/jobs/job_${tests}`;
  });

  afterEach(async () => {
    expect(await unfinished()).toEqual([]);
  });

  test('gives back the bytes it was given, and says how many they were and what their SHA-256 is', async () => {
    const bytes = randomBytes(100_000);
    const stored = await files.put(`${job}/source`, inChunks(bytes, 1_000));
    expect(stored).toEqual({ bytes: 100_000, sha256: sha256(bytes) });
    expect(await read(files, `${job}/source`)).toEqual(bytes);
    expect(await files.size(`${job}/source`)).toBe(100_000);
  });

  test('takes an empty body', async () => {
    const stored = await files.put(`${job}/source`, inChunks(Buffer.alloc(0), 1));
    expect(stored).toEqual({ bytes: 0, sha256: sha256(Buffer.alloc(0)) });
    expect(await read(files, `${job}/source`)).toEqual(Buffer.alloc(0));
    expect(await files.size(`${job}/source`)).toBe(0);
  });

  test('overwrites on a second put', async () => {
    await files.put(`${job}/source`, inChunks(Buffer.from('the first, and the longer one'), 5));
    await files.put(`${job}/source`, inChunks(Buffer.from('the second'), 5));
    expect(String(await read(files, `${job}/source`))).toBe('the second');
  });

  test('reads a range, both ends included, and stops at the end of the file', async () => {
    await files.put(`${job}/source`, inChunks(Buffer.from('0123456789'), 3));
    expect(String(await read(files, `${job}/source`, { start: 2, end: 4 }))).toBe('234');
    expect(String(await read(files, `${job}/source`, { start: 0, end: 0 }))).toBe('0');
    expect(String(await read(files, `${job}/source`, { start: 8, end: 99 }))).toBe('89');
    expect(String(await read(files, `${job}/source`, { start: 10, end: 99 }))).toBe('');
  });

  test('knows nothing of a file that is not there', async () => {
    expect(await files.get(`${job}/source`)).toBeNull();
    expect(await files.get(`${job}/source`, { start: 0, end: 1 })).toBeNull();
    expect(await files.size(`${job}/source`)).toBeNull();
    expect(await files.size(job)).toBeNull();
  });

  test('removes, once or twice, that file and no other', async () => {
    await files.put(`${job}/source`, inChunks(Buffer.from('a'), 1));
    await files.put(`${job}/2/report.csv`, inChunks(Buffer.from('b'), 1));
    await files.remove(`${job}/source`);
    await files.remove(`${job}/source`);
    expect(await keysOf(files, job)).toEqual([`${job}/2/report.csv`]);
  });

  test('lists by the beginning of the key, whether or not it ends a name', async () => {
    for (const key of ['a/source', 'a/1/report.csv', 'ab/source', 'b/source']) {
      await files.put(`${job}/${key}`, inChunks(Buffer.from(key), 10));
    }
    expect(await keysOf(files, `${job}/a/`)).toEqual([`${job}/a/1/report.csv`, `${job}/a/source`]);
    expect(await keysOf(files, `${job}/a`)).toHaveLength(3);
    expect(await keysOf(files, `${job}/a/source`)).toEqual([`${job}/a/source`]);
    expect(await keysOf(files, `${job}/c`)).toEqual([]);
    for await (const { modifiedAt } of files.list(`${job}/`)) {
      expect(Math.abs(modifiedAt.getTime() - Date.now())).toBeLessThan(60_000);
    }
  });

  test('lists more files than one answer of a store holds', async () => {
    const keys = Array.from({ length: 1_100 }, (_, index) => `${job}/${index}/report.csv`);
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((key) => files.put(key, inChunks(Buffer.from(key), 99))));
    }
    expect(await keysOf(files, `${job}/`)).toEqual(keys.toSorted());
  });

  test('stores bodies side by side without mixing them', async () => {
    const bodies = Array.from({ length: 20 }, (_, index) => Buffer.alloc(50_000, index));
    await Promise.all(bodies.map((body, index) => files.put(`${job}/${index}/export.csv`, inChunks(body, 7_000))));
    for (const [index, body] of bodies.entries()) expect(await read(files, `${job}/${index}/export.csv`)).toEqual(body);
  });

  test('leaves one whole body when two are put under one key at once', async () => {
    const bodies = [Buffer.alloc(200_000, 'a'), Buffer.alloc(300_000, 'b')];
    await Promise.all(bodies.map((body) => files.put(`${job}/source`, inChunks(body, 10_000))));
    const winner = await read(files, `${job}/source`);
    expect(bodies.some((body) => body.equals(winner ?? Buffer.alloc(0)))).toBe(true);
  });

  test('stores and reads a large body without holding it', async () => {
    const chunk = randomBytes(mebibyte);
    let most = 0;
    const body = async function* (mebibytes: number) {
      for (let times = 0; times < mebibytes; times += 1) {
        yield await Promise.resolve(chunk);
        most = Math.max(most, process.memoryUsage.rss());
      }
    };
    await files.put(`${job}/source`, body(24)); // what a store keeps for itself, it has by now
    const before = process.memoryUsage.rss();
    const stored = await files.put(`${job}/source`, body(96));
    expect(stored.bytes).toBe(96 * mebibyte);

    const hash = createHash('sha256');
    for await (const piece of (await files.get(`${job}/source`)) ?? []) {
      hash.update(piece);
      most = Math.max(most, process.memoryUsage.rss());
    }
    expect(hash.digest('hex')).toBe(stored.sha256);
    expect((most - before) / mebibyte).toBeLessThan(64);
  });

  test('lets go of a file whose reader stops early', async () => {
    await files.put(`${job}/source`, inChunks(Buffer.alloc(4 * mebibyte), mebibyte));
    for (let times = 0; times < 60; times += 1) {
      for await (const piece of (await files.get(`${job}/source`)) ?? []) if (piece.length > 0) break;
    }
    expect((await read(files, `${job}/source`))?.length).toBe(4 * mebibyte);
  });

  // Longer than one part of a multipart upload, so that a store that uses them has one open.
  test.each([0, 100, 12 * mebibyte])('keeps nothing of a body that throws after %i bytes', async (bytes) => {
    const gone = new Error('the client has gone');
    await expect(files.put(`${job}/source`, brokenAfter(bytes, gone))).rejects.toBe(gone);
    expect(await files.get(`${job}/source`)).toBeNull();
    expect(await unfinished()).toEqual([]);
  });

  test.each([0, 100, 12 * mebibyte])(
    'keeps nothing of a body aborted after %i bytes, though it stalls',
    async (bytes) => {
      const abort = new AbortController();
      const putting = files.put(
        `${job}/source`,
        stalledAfter(bytes, () => abort.abort()),
        { signal: abort.signal },
      );
      await expect(putting).rejects.toThrow();
      expect(await files.get(`${job}/source`)).toBeNull();
      expect(await unfinished()).toEqual([]);
    },
  );

  test('does not begin what is aborted already', async () => {
    const putting = files.put(`${job}/source`, inChunks(Buffer.from('x'), 1), { signal: AbortSignal.abort() });
    await expect(putting).rejects.toThrow();
    expect(await files.get(`${job}/source`)).toBeNull();
  });

  test('keeps the file that was there when the next body throws', async () => {
    await files.put(`${job}/source`, inChunks(Buffer.from('the old one'), 4));
    await expect(files.put(`${job}/source`, brokenAfter(100, new Error('gone')))).rejects.toThrow('gone');
    expect(String(await read(files, `${job}/source`))).toBe('the old one');
  });

  test('ends uploads under a prefix, begun before a moment, and no others', async () => {
    const abort = new AbortController();
    const body = stalledAfter(12 * mebibyte, () => undefined);
    const putting = files.put(`${job}/source`, body, { signal: abort.signal });
    const outcome = putting.then(
      () => 'stored',
      () => 'failed',
    );
    await until(async () => (await unfinished()).length === 1, { what: 'an open upload' });

    await files.abortUploads('', new Date(Date.now() - 3_600_000));
    await files.abortUploads('accounts/another/');
    expect(await unfinished()).toHaveLength(1);
    await files.abortUploads(`${job}/`);
    expect(await unfinished()).toEqual([]);
    abort.abort();
    expect(await outcome).toBe('failed');
    expect(await files.get(`${job}/source`)).toBeNull();
  });

  test('answers a ping', async () => {
    await expect(files.ping()).resolves.toBeUndefined();
  });
}

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

async function* brokenAfter(bytes: number, thrown: Error): AsyncGenerator<Uint8Array> {
  yield* inChunks(Buffer.alloc(bytes), mebibyte);
  throw thrown;
}

/** A client that sends so much and then neither goes on nor goes away. */
async function* stalledAfter(bytes: number, onStall: () => void): AsyncGenerator<Uint8Array> {
  yield* inChunks(Buffer.alloc(bytes), mebibyte);
  onStall();
  await new Promise(() => undefined);
}

async function read(files: FileStore, key: string, range?: { start: number; end: number }): Promise<Buffer | null> {
  const body = await files.get(key, range);
  if (body === null) return null;
  const pieces = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function keysOf(files: FileStore, prefix: string): Promise<string[]> {
  const keys = [];
  for await (const { key } of files.list(prefix)) keys.push(key);
  return keys.sort();
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
