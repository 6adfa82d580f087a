import { spawnSync } from 'node:child_process';
import { closeSync, constants, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** `hold` is given to every child: the folder is ours until the last of us is gone. */
export type FolderClaim = { hold: number; release: () => void };

/**
 * Makes this process the only supervisor of a data folder. The lock is the kernel's (`flock` on an open file): it
 * goes with the last process that holds the file open, so it is never stale, whatever killed its owner, and no PID
 * of an old run can be taken for a new one's. Children of a killed supervisor are waited for: `onLeftovers` says so.
 * @throws Error in one sentence that names the PID of the supervisor the folder belongs to.
 */
export function claimFolder(dir: string, onLeftovers: () => void): FolderClaim {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'lock');
  const hold = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  if (!lock(hold, 0) && (isRunning(ownerOf(path)) || !waitForLeftovers())) {
    closeSync(hold);
    throw new Error(`${dir} is in use by another start of Muster (PID ${ownerOf(path)}).`);
  }
  ftruncateSync(hold);
  writeSync(hold, String(process.pid), 0);
  return { hold, release: () => closeSync(hold) };

  function waitForLeftovers(): boolean {
    onLeftovers();
    return lock(hold, 10);
  }
}

/** Locks what descriptor 3 stands for, which is our own open file: the lock stays when the tool has ended. */
function lock(file: number, patienceSeconds: number): boolean {
  const tool = spawnSync('flock', ['--wait', String(patienceSeconds), '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file],
  });
  if (tool.error) throw new Error('Muster needs the command `flock` (Debian: util-linux; macOS: brew install flock).');
  return tool.status === 0;
}

function ownerOf(path: string): string {
  return readFileSync(path, 'utf8') || 'unknown';
}

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0); // throws when there is no such process
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** Killed, and not yet noticed by its parent. */
function isZombie(pid: string): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // no /proc on this system
  }
}
