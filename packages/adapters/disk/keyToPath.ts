import { join } from 'node:path';
import { Fault } from '@muster/domain';

/** The file of a key. Keys are ours, so one that could leave the root, or name a file of the store itself, is a bug. */
export function keyToPath(root: string, key: string): string {
  if (!key.split('/').every((segment) => safeSegment.test(segment))) {
    throw new Fault('internal', { retry: false, message: `${JSON.stringify(key)} is not a key of a file` });
  }
  return join(root, ...key.split('/'));
}

/** Never `..`, never hidden: names with a leading dot are the store's own. */
const safeSegment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;
