import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere } from './onDisk.ts';

/** Files whose key begins with the prefix, in order of key. What is removed while the list is read may be missing in it. */
export async function* listFiles(root: string, prefix: string): AsyncGenerator<{ key: string; modifiedAt: Date }> {
  // Only folders that can hold such a key are entered.
  yield* listFolder(root, prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix);
}

async function* listFolder(
  root: string,
  folderKey: string,
  prefix: string,
): AsyncGenerator<{ key: string; modifiedAt: Date }> {
  for (const entry of await entriesOf(join(root, folderKey))) {
    const key = folderKey + entry.name;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) {
      if (`${key}/`.startsWith(prefix) || prefix.startsWith(`${key}/`)) yield* listFolder(root, `${key}/`, prefix);
    } else if (key.startsWith(prefix)) {
      const found = await ifThere(stat(join(root, key)), null);
      if (found !== null) yield { key, modifiedAt: found.mtime };
    }
  }
}

/** Sorted, so that a list interrupted and begun again comes by in the same order. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await ifThere(readdir(folder, { withFileTypes: true }), []);
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}
