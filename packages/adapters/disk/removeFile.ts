import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, isMissing } from './onDisk.ts';

/** Removes a file and the folders it leaves empty: years of jobs would otherwise leave a folder each. */
export async function removeFile(root: string, path: string): Promise<void> {
  await rm(path, { force: true });
  for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) {
    if (!(await removeIfEmpty(folder))) return;
  }
}

async function removeIfEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (thrown) {
    if (isMissing(thrown)) return true;
    if (hasCode(thrown, 'ENOTEMPTY') || hasCode(thrown, 'EEXIST')) return false;
    throw thrown;
  }
}
