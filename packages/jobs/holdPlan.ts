import { advanceJob, blastRadius, type Confirmation, type Job } from '@muster/domain';
import type { Examination } from './concludeExamination.ts';
import type { Attempt } from './runPlan.ts';
import { logState } from './settleJob.ts';

/**
 * Does a plan without issues wait, for a person or for its time? Then the job is put there and returned (null when it
 * was lost); else `apply`. What a person has agreed to waits for nobody again, unless the plan is another one now.
 */
export async function holdPlan(attempt: Attempt, examined: Examination): Promise<Job | null | 'apply'> {
  const { ports, job, settings } = attempt;
  if (job.kind === 'undo-job') return 'apply';
  const confirmation = job.confirmed === examined.plan ? null : await neededConfirmation(attempt, examined);
  const now = ports.clock();
  const { counts, file, plan } = examined;
  const known = { counts, file, plan, problem: null, finishedAt: null };
  const isEarly = job.applyAt !== null && job.applyAt > now;

  if (confirmation !== null && (!isEarly || confirmation.reason === 'blast_radius')) {
    const until = new Date(now.getTime() + settings.reviewTtlMs);
    const asked = { ...known, state: 'awaiting_confirmation', confirmation: { ...confirmation, until } } as const;
    return put(attempt, advanceJob(job, asked, now));
  }
  if (!isEarly || job.applyAt === null) return 'apply';
  const until = new Date(job.applyAt.getTime() + settings.reviewTtlMs);
  const planned = { ...known, state: 'scheduled', confirmation: confirmation && { ...confirmation, until } } as const;
  return put(attempt, advanceJob(job, planned, now));
}

/** When a job that waits is to be looked at again. */
export function waitsUntil(job: Job): Date | null {
  if (job.state === 'awaiting_confirmation') return job.confirmation.until;
  return job.state === 'scheduled' ? job.applyAt : null;
}

async function neededConfirmation(
  { ports, job }: Attempt,
  { counts: { deactivated }, roleChanged }: Examination,
): Promise<Omit<Confirmation, 'until'> | null> {
  const reach = { deactivated, roleChanged, ofUsers: await ports.users.count(job.accountId, {}) };
  if (job.mode === 'review') return { reason: 'review', ...reach };
  return blastRadius(reach) ? { reason: 'blast_radius', ...reach } : null;
}

async function put({ ports, job }: Attempt, waiting: Job): Promise<Job | null> {
  const isTold = waiting.state === 'awaiting_confirmation';
  const done = isTold ? await ports.jobs.settle(job, waiting) : await ports.jobs.save(job, waiting);
  if (!done) return null;
  logState(ports.log, waiting);
  return waiting;
}
