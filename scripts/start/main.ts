import { readSettings } from './readSettings.ts';
import { supervise } from './supervise.ts';

const asked = new AbortController();
let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
// Whoever read what we say may be gone: that is no reason to fall.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const stopWatchingNpm = stopWithNpm();

try {
  await supervise(readSettings(process.env), asked.signal, (sentence) => console.log(sentence));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  stopWatchingNpm();
}
// What is still open by now (a pipe, a timer) has nothing left to do.
process.exit();

/** npm passes Ctrl-C on although the terminal has told us, so only a third signal means "now": the leashes do the rest. */
function onSignal(): void {
  signals += 1;
  asked.abort();
  if (signals > 2) process.exit(1);
}

/** An npm that is killed cannot tell us: we notice that we have got another parent. */
function stopWithNpm(): () => void {
  if (process.env['npm_lifecycle_event'] === undefined) return () => undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) asked.abort();
  }, 500);
  return () => clearInterval(watch);
}
