import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStoreContract } from '@muster/testkit/contracts';
import { diskFileStore } from './diskFileStore.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-disk-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('what every file store promises', () => {
  fileStoreContract(() => {
    const root = join(folder, 'contract');
    const unfinished = () => readdir(join(root, '.uploads')).catch(() => []);
    return Promise.resolve({ files: diskFileStore({ root }), unfinished });
  });
});

test('refuses keys that lead out of its folder or into its own files', () => {
  const files = diskFileStore({ root: folder });
  for (const key of ['', '..', 'a/../../b', '/etc/passwd', 'a//b', '.uploads/x', 'a/.hidden', 'a\\b', 'a\0b']) {
    expect(() => files.size(key)).toThrow('is not a key');
  }
});

test('leaves no empty folder behind, and never loses a file to that', async () => {
  const root = join(folder, 'pruned');
  const files = diskFileStore({ root });
  // Removals prune the very folders that puts are about to move into.
  for (let round = 0; round < 100; round += 1) {
    await Promise.all([
      files.put('a/b/c/one', body('one')),
      files.put('a/b/two', body('two')),
      files.remove('a/b/c/gone'),
      files.remove('a/b/gone'),
    ]);
    expect([await files.size('a/b/c/one'), await files.size('a/b/two')]).toEqual([3, 3]);
    await Promise.all([files.remove('a/b/c/one'), files.remove('a/b/two')]);
  }
  expect(await readdir(root)).toEqual(['.uploads']);
});

test('is unavailable, worth another try, when the disk refuses', async () => {
  const notAFolder = join(folder, 'file');
  await writeFile(notAFolder, '');
  const files = diskFileStore({ root: notAFolder });
  const fault = { name: 'Fault', code: 'store_unavailable', retry: true };
  await expect(files.put('a', body('x'))).rejects.toMatchObject(fault);
  await expect(files.ping()).rejects.toMatchObject(fault);
});

async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
