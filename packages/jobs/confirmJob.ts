import { advanceJob, amendJob, type Actor, type Job } from '@muster/domain';
import { enterLane } from './enterLane.ts';
import { jobAudit } from './jobAudit.ts';
import type { Ports } from './ports.ts';
import { logState } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'tasks' | 'clock' | 'newId' | 'log'>;

/**
 * A person agrees to the plan they were shown. It is made again before it is applied; the same plan goes through, another
 * one is shown again. Null: the job is not the one they saw any more, or waits for nobody.
 */
export async function confirmJob(ports: Needs, actor: Actor, job: Job, settings: JobSettings): Promise<Job | null> {
  const confirmed = agreed(ports, actor, job);
  if (confirmed === null) return null;
  const audit = jobAudit(ports.newId, { ...confirmed, stateSince: ports.clock() }, 'job.confirmed');
  if (!(await ports.jobs.save(job, confirmed, audit))) return null;
  logState(ports.log, confirmed);
  // A scheduled job stays in line until its time; one that waited for its confirmation is due now.
  if (confirmed.state === 'validating') void enterLane(ports, confirmed, settings);
  return confirmed;
}

function agreed(ports: Needs, actor: Actor, job: Job): Job | null {
  if (job.confirmation === null) return null;
  if (job.state === 'scheduled') return amendJob({ ...job, confirmation: null }, { actor, confirmed: job.plan });
  const open = { confirmation: null, problem: null, finishedAt: null } as const;
  return advanceJob(job, { ...open, state: 'validating', actor, confirmed: job.plan }, ports.clock());
}
