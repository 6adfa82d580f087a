import { constants, createReadStream } from 'node:fs';
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FileStore } from '@muster/jobs';
import { keyToPath } from './keyToPath.ts';
import { listFiles } from './listFiles.ts';
import { ifThere, onDisk } from './onDisk.ts';
import { removeFile } from './removeFile.ts';
import { keyOfUpload, uploadsFolder, writeFile } from './writeFile.ts';

/**
 * Files in a folder of this machine, for everything that runs on one machine. A file appears under its key only when
 * its last byte is on the disk, and is never seen half written: it grows in `.uploads` and is renamed when complete.
 */
export function diskFileStore(options: { root: string }): FileStore {
  const root = resolve(options.root);
  return {
    put: (key, body, options) => writeFile(root, key, body, options?.signal),

    async get(key, range) {
      const path = keyToPath(root, key);
      return (await sizeOf(path)) === null ? null : readFile(path, range);
    },

    size: (key) => sizeOf(keyToPath(root, key)),
    remove: (key) => onDisk(removeFile(root, keyToPath(root, key))),
    list: (prefix) => listFiles(root, prefix),

    async abortUploads(prefix, moment) {
      const folder = uploadsFolder(root);
      for (const name of await ifThere(readdir(folder), [])) {
        if (!keyOfUpload(name).startsWith(prefix)) continue;
        const path = join(folder, name);
        const begun = await ifThere(stat(path), null);
        // Its writer, if there still is one, cannot rename what is gone and fails.
        const isOld = begun !== null && (moment === undefined || begun.birthtime < moment);
        if (isOld) await onDisk(rm(path, { force: true }));
      }
    },

    async ping() {
      await onDisk(mkdir(root, { recursive: true }));
      await onDisk(access(root, constants.R_OK | constants.W_OK));
    },
  };
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await ifThere(stat(path), null);
  return found?.isFile() ? found.size : null;
}

/** Opened when the reading begins, closed when it ends: a reader that never begins leaves nothing open. */
async function* readFile(path: string, range?: { start: number; end: number }): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = createReadStream(path, range)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await onDisk(chunks.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}
