import { spawnSync } from 'node:child_process';

/** Is there such a command? Asked by starting it, as the shell would find it. */
export function isOnPath(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}
