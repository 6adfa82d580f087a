import { isTerminal, type Actor, type Job } from '@muster/domain';
import { closeJob } from './closeJob.ts';
import type { Ports } from './ports.ts';
import type { JobSettings } from './settings.ts';
import { settleJob } from './settleJob.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'files' | 'changes' | 'issues' | 'tasks' | 'clock' | 'log'>;

/**
 * Ends an open job with nothing applied. A commit in progress is waited for, so the answer is what really happened:
 * the job as `cancelled`, or as it ended instead. Cancelling twice answers the same.
 */
export async function cancelJob(ports: Needs, actor: Actor, job: Job, settings: JobSettings): Promise<Job> {
  let seen = job;
  while (!isTerminal(seen.state)) {
    const cancelled = await settleJob(ports, seen, { state: 'cancelled', actor }, settings);
    if (cancelled !== null) {
      void closeJob(ports, cancelled, settings);
      return cancelled;
    }
    const now = await ports.jobs.get(job.accountId, job.id);
    if (now === null) return seen;
    seen = now;
  }
  return seen;
}
