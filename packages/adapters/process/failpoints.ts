import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failpoints, type Reach } from '@muster/jobs';

/**
 * Dies, freezes or throws at named places when `MUSTER_FAILPOINTS` asks for it: `batch-applied=kill`,
 * `commit-next=stop,rows-planned=throw*2`. `*n` (default 1) says how often, counted in one file per place under `dir`, so
 * that the process started in place of the dead one goes on. Without the setting it does nothing.
 * @throws when a place or an action is unknown.
 */
export function failpointsFrom(setting: string | undefined, dir: string | undefined): Reach {
  if (setting === undefined || setting === '') return () => Promise.resolve();
  if (dir === undefined) throw new Error('MUSTER_FAILPOINTS needs MUSTER_FAILPOINTS_DIR, a folder to count in');
  const plan = new Map(setting.split(',').map(parse));
  return async (point) => {
    const wanted = plan.get(point);
    if (wanted === undefined || !takeTurn(join(dir, point), wanted.times)) return;
    switch (wanted.action) {
      case 'kill':
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => undefined); // the signal is on its way; nothing more may happen
        return;
      case 'stop':
        process.kill(process.pid, 'SIGSTOP');
        return;
      case 'throw':
        throw new Error(`failpoint ${point}`);
    }
  };
}

type Action = 'kill' | 'stop' | 'throw';

function parse(entry: string): [string, { action: Action; times: number }] {
  const [, point, action, times] = /^([a-z-]+)=(kill|stop|throw)(?:\*(\d+))?$/.exec(entry.trim()) ?? [];
  const known: readonly string[] = failpoints;
  if (point === undefined || !known.includes(point)) {
    throw new Error(
      `MUSTER_FAILPOINTS: "${entry}" is not NAME=kill|stop|throw[*TIMES] with NAME one of ${failpoints.join(', ')}`,
    );
  }
  return [point, { action: action as Action, times: Number(times ?? 1) }]; // the pattern allows no other action
}

/** Notes one more turn, and says whether it was within the number wanted. */
function takeTurn(file: string, times: number): boolean {
  if (turns(file) >= times) return false;
  appendFileSync(file, '.');
  return true;
}

function turns(file: string): number {
  try {
    return readFileSync(file).length;
  } catch {
    return 0; // not yet
  }
}
