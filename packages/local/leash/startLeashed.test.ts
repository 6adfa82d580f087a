import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@muster/testkit/until';
import { startLeashed } from './startLeashed.ts';

const dir = mkdtempSync(join(tmpdir(), 'muster-leash-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A process of its own that starts one leashed child and says its PID, as a supervisor would. */
async function startOwner(command: string): Promise<{ owner: number; child: number; gone: Promise<void> }> {
  const script = join(dir, 'owner.ts');
  const leash = join(__dirname, 'startLeashed.ts');
  writeFileSync(
    script,
    `import { startLeashed } from ${JSON.stringify(leash)};
     startLeashed('sh', ['-c', ${JSON.stringify(command)}]).then((child) => console.log(child.pid));
     setInterval(() => undefined, 1000);`,
  );
  const owner = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => owner.once('exit', () => resolve()));
  const child = await new Promise<number>((resolve) => owner.stdout.once('data', (line) => resolve(Number(line))));
  return { owner: owner.pid ?? 0, child, gone };
}

it('leaves the child its own PID and ends it with TERM', async () => {
  const child = await startLeashed('sleep', ['60']);
  await until(() => commandOf(child.pid) === 'sleep 60 ');
  expect(await child.stop(5_000)).toEqual({ code: null, signal: 'SIGTERM' });
});

it('ends a child that does not listen once its time is over', async () => {
  const file = join(dir, 'deaf');
  const child = await startLeashed('sh', ['-c', `trap '' TERM; touch ${file}; while :; do sleep 0.1; done`]);
  await until(() => existsSync(file));
  expect(await child.stop(200)).toEqual({ code: null, signal: 'SIGKILL' });
});

it('passes messages of a Node.js child', async () => {
  const child = await startLeashed(process.execPath, ['-e', 'process.send({ ready: true })'], { ipc: true });
  const message = await new Promise((resolve) => child.process.once('message', resolve));
  expect(message).toEqual({ ready: true });
  await child.ended;
});

it.each([
  ['that would stop when asked', 'while :; do sleep 0.1; done'],
  ['that does not listen', `trap '' TERM INT HUP; while :; do sleep 0.1; done`],
])('ends a child %s when its owner is killed', async (_which, command) => {
  const { owner, child, gone } = await startOwner(command);
  process.kill(owner, 'SIGKILL');
  await gone;
  await until(() => !isRunning(child));
});

it('ends a stopped child when its owner is killed', async () => {
  const { owner, child, gone } = await startOwner('while :; do sleep 0.1; done');
  process.kill(child, 'SIGSTOP');
  process.kill(owner, 'SIGKILL');
  await gone;
  await until(() => !isRunning(child));
});

it('ends a child whose watchdog was killed', async () => {
  const child = await startLeashed('sleep', ['60']);
  await until(() => watchdogOf(child.pid) !== undefined);
  process.kill(watchdogOf(child.pid) ?? 0, 'SIGKILL');
  expect((await child.ended).signal).toBe('SIGKILL');
});

function watchdogOf(pid: number): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? undefined : Number(children.split(' ')[0]);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
}

/** A zombie has ended: it only waits for whoever adopted it to notice. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
