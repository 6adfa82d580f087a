import { spawnSync } from 'node:child_process';
import { isOnPath } from './isOnPath.ts';

export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && isOnPath('apt-get');
}

/**
 * Installs Debian packages, waiting up to five minutes for another apt-get to end.
 * @returns why it failed, in apt's last words, or null.
 */
export function installPackages(...names: string[]): string | null {
  return aptGet('update', '-qq') ?? aptGet('install', '-y', '-qq', '--no-install-recommends', ...names);
}

/** RUNLEVEL=1 keeps packages from starting services of the machine's own: ours are private. */
function aptGet(...args: string[]): string | null {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, encoding: 'utf8' });
  return run.status === 0 ? null : (run.stderr.trim().split('\n').at(-1) ?? 'no reason given');
}
