import { sweepJobs, type JobSettings, type Ports } from '@muster/jobs';

/** Runs the janitor's round every `everyMs`, jittered so that many workers do not sweep at once; a slow round is never doubled. */
export function startSweeper(ports: Ports, settings: JobSettings, everyMs: number): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let stopped = false;
  const sweep = () => {
    round = sweepJobs(ports, settings)
      .catch((cause: unknown) => ports.log.warn({ err: cause }, 'the sweep failed; the next round will try again'))
      .then(next);
  };
  const next = () => {
    if (!stopped) timer = setTimeout(sweep, everyMs * (0.75 + Math.random() / 2));
  };
  sweep();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
