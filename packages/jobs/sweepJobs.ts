import { advanceJob, assertNever } from '@muster/domain';
import { closeJob } from './closeJob.ts';
import { laneOf } from './lanes.ts';
import type { DueJob, Ports } from './ports.ts';
import { removeReceiving } from './receiveJob.ts';
import { logState } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

/**
 * The janitor's round: finds what was forgotten, by whoever died. Every step is one conditional update or can be done
 * again, so any number of sweepers may run. The same code is the recovery from the loss of everything in Redis.
 */
export async function sweepJobs(ports: Ports, settings: JobSettings): Promise<void> {
  for (const due of await ports.leases.due(settings.leaseMs)) {
    try {
      await sweepJob(ports, due, settings);
    } catch (cause) {
      ports.log.warn({ jobId: due.jobId, err: cause }, 'could not sweep the job; the next round will');
    }
  }
}

async function sweepJob(ports: Ports, due: DueJob, settings: JobSettings): Promise<void> {
  const job = await ports.jobs.find(due.jobId);
  if (job === null) return ports.leases.remove(due.jobId);
  switch (job.state) {
    case 'receiving':
      ports.log.info({ jobId: job.id }, 'removing an upload that died on its way in');
      return removeReceiving(ports, job);
    case 'validating':
    case 'applying':
    case 'exporting':
    case 'undoing': {
      const fields = { state: 'queued', confirmation: null, problem: null, finishedAt: null } as const;
      const queued = advanceJob(job, fields, ports.clock());
      if (await ports.jobs.save(job, queued)) logState(ports.log, queued);
      return ports.tasks.enqueue(due);
    }
    case 'queued':
    case 'scheduled':
    case 'awaiting_confirmation':
      if (due.lane !== laneOf(job)) await ports.leases.enter(job.id, laneOf(job));
      return ports.tasks.enqueue(due);
    case 'succeeded':
    case 'rejected':
    case 'validated':
    case 'failed':
    case 'cancelled':
    case 'expired':
      return closeJob(ports, job, settings);
    default:
      return assertNever(job);
  }
}
