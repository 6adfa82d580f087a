import { spawn, type ChildProcess, type IOType } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs in the place of the child until it becomes the child (`exec`): first it leaves a watchdog behind, then it
 * turns into the command. So there is no moment in which the child exists unwatched, and its PID is its own.
 */
const leash = `
watchdog=$1
shift
(exec <&4 4<&- 3<&- >/dev/null 2>&1; exec /bin/sh -c "$watchdog" muster-watchdog $$) &
exec 4<&-
exec "$@"`;

/**
 * Reads a pipe whose other end only the starting process holds. End of file means that process is gone, however it
 * went: then the child gets TERM, three seconds, and KILL (which reaches a stopped process too). The watchdog belongs
 * to the child's process group, so this group's number cannot have been given to anybody else.
 */
const watchdog = `
trap '' HUP INT TERM
read -r nothing
kill -TERM -$1
for tenth in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
  kill -0 $1 || break
  sleep 0.1
done
kill -KILL -$1`;

export type LeashedChild = {
  pid: number;
  process: ChildProcess;
  /** Resolves, never rejects, once the process is gone. */
  ended: Promise<Ending>;
  /** TERM, and KILL once the time is over. Resolves when the process is gone; a second call waits for the same end. */
  stop(graceMs: number): Promise<Ending>;
};

export type Ending = { code: number | null; signal: NodeJS.Signals | null };

export type LeashedOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Where stdout and stderr go: a file descriptor, or nowhere. */
  output?: number | 'ignore';
  /** Opens a channel for `process.send`. */
  ipc?: boolean;
  /** A file descriptor that child and watchdog keep open while they live: a lock on it lasts until the last is gone. */
  hold?: number | undefined;
};

/**
 * Starts a process that cannot outlive this one, whatever ends this one. It has a process group of its own, so
 * Ctrl-C in a terminal reaches only us, and we end our children in our own order.
 * @throws Error when the command cannot be started.
 */
export async function startLeashed(
  command: string,
  args: readonly string[],
  options: LeashedOptions = {},
): Promise<LeashedChild> {
  const output = options.output ?? 'ignore';
  const stdio: (IOType | 'ipc' | number)[] = [
    'ignore',
    output,
    output,
    options.ipc === true ? 'ipc' : 'ignore',
    'pipe',
  ];
  if (options.hold !== undefined) stdio.push(options.hold);
  const child = spawn('/bin/sh', ['-c', leash, 'muster-leash', watchdog, command, ...args], {
    stdio,
    detached: true,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.env !== undefined && { env: options.env }),
  });
  const ended = endOf(child);
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} has no process id`);

  const pipe = child.stdio[4];
  // A child without its watchdog must not live on: it is ended, and what follows is what follows any death.
  pipe?.on('close', () => child.kill('SIGKILL'));
  pipe?.on('error', () => child.kill('SIGKILL'));
  void ended.then(() => pipe?.destroy());
  return { pid, process: child, ended, stop: (graceMs) => stop(child, ended, graceMs) };
}

async function stop(child: ChildProcess, ended: Promise<Ending>, graceMs: number): Promise<Ending> {
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), graceMs);
  const ending = await ended;
  clearTimeout(patience);
  return ending;
}

function endOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}
