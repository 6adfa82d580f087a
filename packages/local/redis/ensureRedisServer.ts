import { canInstallPackages, installPackages, isOnPath } from '../debian/index.ts';

/**
 * Makes sure there is a `redis-server` to start: on Debian, as root, it is installed.
 * @throws Error with the three ways to have one.
 */
export function ensureRedisServer(say: (sentence: string) => void): void {
  if (isOnPath('redis-server')) return;
  if (!canInstallPackages()) throw new Error(threeWays('redis-server is not installed'));
  say('Installing redis-server …');
  const failure = installPackages('redis-server');
  if (!isOnPath('redis-server')) throw new Error(threeWays(`apt-get could not install it (${failure ?? 'no reason'})`));
}

function threeWays(reason: string): string {
  return (
    `Muster needs Redis, and ${reason}: set REDIS_URL to a Redis you have, ` +
    'or install redis-server 6.2 or newer so that it is on PATH, or run this as root on Debian to have it installed.'
  );
}
