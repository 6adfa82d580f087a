import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/**
 * Claims a data folder for this process, which already listens on `port`: the proof that a lock's owner is alive is that
 * its port answers, because process ids are given to others again. Returns the release; throws when the folder is in use.
 */
export async function lockFolder(folder: string, port: number): Promise<() => Promise<void>> {
  const path = join(folder, 'server.json');
  const mine = JSON.stringify({ pid: process.pid, port });
  for (;;) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const theirs = await readFile(path, 'utf8').catch(() => '');
    const owner = readOwner(theirs);
    if (owner && (await isAlive(owner))) {
      throw new Error(`the data folder ${folder} is in use by process ${owner.pid}`);
    }
    // Moved away rather than deleted: of two processes that find a dead owner, only one moves it.
    await rename(path, `${path}.${process.pid}`).catch(() => undefined);
    await rm(`${path}.${process.pid}`, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  readonly port: number;
}

function readOwner(text: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('port' in owner)) return undefined;
    return { pid: Number(owner.pid), port: Number(owner.port) };
  } catch {
    // Cut off by a crash in mid-write: nobody owns it.
    return undefined;
  }
}

async function isAlive({ pid, port }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false;
  }
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
