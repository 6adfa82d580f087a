import { advanceJob, isTerminal, type Job } from '@muster/domain';
import { closeJob } from './closeJob.ts';
import type { Ports } from './ports.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'files' | 'changes' | 'issues' | 'tasks' | 'clock' | 'log'>;

/**
 * Ends an open job with nothing applied. A commit in progress is waited for, so the answer is what really happened:
 * the job as `cancelled`, or as it ended instead. Cancelling twice answers the same.
 */
export async function cancelJob(
  ports: Needs,
  job: Job,
  options: { leaseMs: number; filesTtlMs: number },
): Promise<Job> {
  let seen = job;
  while (!isTerminal(seen.state)) {
    const at = ports.clock();
    const cancelled = advanceJob(
      seen,
      {
        state: 'cancelled',
        confirmation: null,
        problem: null,
        finishedAt: at,
        epoch: seen.epoch + 1,
        expiresAt: new Date(at.getTime() + options.filesTtlMs),
      },
      at,
    );
    if (await ports.jobs.settle(seen, cancelled)) {
      ports.log.info({ jobId: job.id, accountId: job.accountId, state: 'cancelled' }, 'job cancelled');
      void closeJob(ports, cancelled, options.leaseMs);
      return cancelled;
    }
    const now = await ports.jobs.get(job.accountId, job.id);
    if (now === null) return seen;
    seen = now;
  }
  return seen;
}
