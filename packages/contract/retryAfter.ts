import { isTerminal, type Job } from '@muster/domain';

/** Seconds until it is worth asking again; the longer nothing has moved, the longer. Null: it will not change any more. */
export function retryAfter(job: Pick<Job, 'state' | 'stateSince'>, now: Date): number | null {
  if (isTerminal(job.state)) return null;
  const seconds = (now.getTime() - job.stateSince.getTime()) / 1_000;
  if (seconds < 10) return 1;
  if (seconds < 60) return 2;
  if (seconds < 600) return 5;
  return 15;
}
