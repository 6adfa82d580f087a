import { advanceJob, amendJob, type Job } from '@muster/domain';
import { enterLane } from './enterLane.ts';
import type { Ports } from './ports.ts';
import { logState } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'tasks' | 'clock' | 'log'>;

/**
 * A person agrees to the plan they were shown. It is made again before it is applied; the same plan goes through, another
 * one is shown again. Null: the job is not the one they saw any more, or waits for nobody.
 */
export async function confirmJob(ports: Needs, job: Job, settings: JobSettings): Promise<Job | null> {
  const confirmed = agreed(ports, job);
  if (confirmed === null || !(await ports.jobs.save(job, confirmed))) return null;
  logState(ports.log, confirmed);
  // A scheduled job stays in line until its time; one that waited for its confirmation is due now.
  if (confirmed.state === 'validating') void enterLane(ports, confirmed, settings);
  return confirmed;
}

function agreed(ports: Needs, job: Job): Job | null {
  if (job.confirmation === null) return null;
  if (job.state === 'scheduled') return amendJob({ ...job, confirmation: null }, { confirmed: job.plan });
  const open = { confirmation: null, problem: null, finishedAt: null } as const;
  return advanceJob(job, { ...open, state: 'validating', confirmed: job.plan }, ports.clock());
}
