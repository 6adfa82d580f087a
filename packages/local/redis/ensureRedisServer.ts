import { spawnSync } from 'node:child_process';

/**
 * Makes sure there is a `redis-server` to start: on Debian, as root, it is installed.
 * @throws Error with the three ways to have one.
 */
export function ensureRedisServer(say: (sentence: string) => void): void {
  if (isOnPath('redis-server')) return;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) throw new Error(threeWays('redis-server is not installed'));
  say('Installing redis-server …');
  const update = aptGet('update', '-qq');
  const install = aptGet('install', '-y', '-qq', '--no-install-recommends', 'redis-server');
  if (!isOnPath('redis-server')) throw new Error(threeWays(`apt-get could not install it (${install || update})`));
}

function isOnPath(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** RUNLEVEL=1 keeps the package from starting a Redis of the machine's own: ours is private. */
function aptGet(...args: string[]): string {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, encoding: 'utf8' });
  return run.status === 0 ? '' : (run.stderr.trim().split('\n').at(-1) ?? '');
}

function threeWays(reason: string): string {
  return (
    `Muster needs Redis, and ${reason}: set REDIS_URL to a Redis you have, ` +
    'or install redis-server 6.2 or newer so that it is on PATH, or run this as root on Debian to have it installed.'
  );
}
