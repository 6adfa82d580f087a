import type { Log } from '@muster/jobs';

/** What a process does to end in order, in this order. */
export type ShutdownStep = { name: string; run: () => Promise<void> };

/**
 * Ends the process in order on SIGTERM or SIGINT: exit 0 when every step is done, 1 when one failed or all together
 * took longer than `deadlineMs`. A second signal changes nothing: the deadline already stands.
 */
export function shutdownOnSignal(log: Log, deadlineMs: number, steps: readonly ShutdownStep[]): void {
  let begun = false;
  const begin = (signal: string): void => {
    if (begun) return;
    begun = true;
    log.info({ signal }, 'shutting down');
    setTimeout(() => {
      log.error({ deadlineMs }, 'shutting down took too long');
      process.exit(1);
    }, deadlineMs).unref();
    void runAll(log, steps).then((ok) => process.exit(ok ? 0 : 1));
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}

/** One step that fails does not keep the others from running. */
async function runAll(log: Log, steps: readonly ShutdownStep[]): Promise<boolean> {
  let ok = true;
  for (const { name, run } of steps) {
    try {
      await run();
    } catch (err) {
      ok = false;
      log.error({ err, step: name }, 'could not shut down in order');
    }
  }
  return ok;
}
