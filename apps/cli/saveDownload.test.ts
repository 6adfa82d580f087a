import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveDownload } from './saveDownload.ts';
import { recordingTerminal } from './testing/recordingTerminal.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'muster-download-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const sha256 = createHash('sha256').update('a,b\n').digest('hex');

it('replaces a file by one that is what it should be', async () => {
  const file = join(folder, 'users.csv');
  await writeFile(file, 'old');
  await saveDownload(recordingTerminal().terminal, new Response('a,b\n'), file, sha256);
  expect(await readFile(file, 'utf8')).toBe('a,b\n');
  expect(await readdir(folder)).toEqual(['users.csv']);
});

it('leaves the old file as it was when the download is damaged', async () => {
  const file = join(folder, 'users.csv');
  await writeFile(file, 'old');
  const damaged = saveDownload(recordingTerminal().terminal, new Response('a,c\n'), file, sha256);
  await expect(damaged).rejects.toMatchObject({ exitCode: 74 });
  expect([await readFile(file, 'utf8'), await readdir(folder)]).toEqual(['old', ['users.csv']]);
});

it('says by its exit code that what went through a pipe was damaged', async () => {
  const { terminal, out } = recordingTerminal();
  await expect(saveDownload(terminal, new Response('a,c\n'), '-', sha256)).rejects.toMatchObject({ exitCode: 74 });
  expect(out()).toBe('a,c\n');
});

it('writes to a device without replacing it', async () => {
  await saveDownload(recordingTerminal().terminal, new Response('a,b\n'), '/dev/null', sha256);
  expect((await readdir('/dev')).filter((name) => name.startsWith('null'))).toEqual(['null']);
});
