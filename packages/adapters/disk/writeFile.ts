import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredFile } from '@muster/jobs';
import { keyToPath } from './keyToPath.ts';
import { ifThere, isMissing, onDisk } from './onDisk.ts';
import { untilAborted } from '../process/index.ts';

/** Beside the files, because only within one file system a rename happens at once or not at all. */
export function uploadsFolder(root: string): string {
  return join(root, '.uploads');
}

/** An upload is named after the key it is for, so that those of one job can be found, and made unique. */
function uploadName(key: string): string {
  return `${encodeURIComponent(key)}~${randomUUID()}`;
}

export function keyOfUpload(name: string): string {
  return decodeURIComponent(name.slice(0, name.lastIndexOf('~')));
}

/** Writes the body aside, then moves it to its place. Durable when it resolves; nothing is left when it rejects. */
export async function writeFile(
  root: string,
  key: string,
  body: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<StoredFile> {
  const path = keyToPath(root, key);
  await onDisk(mkdir(uploadsFolder(root), { recursive: true }));
  const upload = join(uploadsFolder(root), uploadName(key));
  try {
    const stored = await writeAside(upload, signal === undefined ? body : untilAborted(body, signal));
    await onDisk(moveInto(root, upload, path));
    return stored;
  } catch (thrown) {
    await onDisk(rm(upload, { force: true }));
    throw thrown;
  }
}

async function writeAside(upload: string, body: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await onDisk(open(upload, 'wx'));
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      bytes += chunk.length;
      await onDisk(file.appendFile(chunk));
    }
    await onDisk(file.sync());
  } finally {
    await onDisk(file.close());
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** The folder may be pruned by a removal between its making and the move: then it is made again. */
async function moveInto(root: string, upload: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(dirname(path), { recursive: true });
    try {
      await rename(upload, path);
      break;
    } catch (thrown) {
      if (!isMissing(thrown) || attempt === 5) throw thrown;
    }
  }
  // A name is an entry of its folder, and that folder one of the next: without these the file may be gone after a power cut.
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder)) await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  // Missing: a removal of this very file has pruned it already, and there is nothing to keep.
  const handle = await ifThere(open(folder, 'r'), null);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}
