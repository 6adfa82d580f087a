import type { Log } from '@muster/jobs';

/** A janitor's round, and how often it is due. */
export type Round = { name: string; everyMs: number; run: () => Promise<void> };

export type Sweeper = { stop(): Promise<void> };

/** Runs a round again and again, jittered so that many workers do not sweep at once; a slow round is never doubled. */
export function startSweeper(log: Log, { name, everyMs, run }: Round): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let stopped = false;
  const sweep = () => {
    round = run()
      .catch((cause: unknown) =>
        log.warn({ err: cause, round: name }, 'the sweep failed; the next round will try again'),
      )
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
