import { advanceJob, amendJob, assertNever, Fault, isTerminal, type Job, type JobProgress } from '@muster/domain';
import type { Lease, Ports } from './ports.ts';
import { failedBy, logState, settleJob } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'progress' | 'clock' | 'log'>;

/** Attempts in a row that died without getting further than any before; then the job itself is taken for the cause. */
const mostFruitless = 3;

/**
 * Makes a claimed job ours: in its working state, under our epoch. A job that a dead worker left behind goes through
 * `queued`, as its record should tell. Also returns a job to be tidied up or to go on waiting; null when there is
 * nothing to do.
 */
export async function takeUpJob(ports: Needs, jobId: string, lease: Lease, settings: JobSettings): Promise<Job | null> {
  const job = await ports.jobs.find(jobId);
  if (job === null) {
    await ports.leases.remove(jobId);
    return null;
  }
  if (isTerminal(job.state)) return job;
  if (await isPoison(ports, job, lease)) {
    return settleJob(ports, job, failedBy(new Fault('poison', { retry: true })), settings);
  }
  return start(ports, job, lease, settings);
}

async function start(ports: Needs, job: Job, lease: Lease, settings: JobSettings): Promise<Job | null> {
  const { epoch } = lease;
  switch (job.state) {
    case 'validating':
    case 'applying':
    case 'exporting':
    case 'undoing': {
      if (!lease.orphaned && job.state !== 'applying') return amend(ports, job, epoch);
      const requeued = await move(ports, job, 'queued', job.epoch);
      return requeued === null ? null : start(ports, requeued, lease, settings);
    }
    case 'queued':
      return move(ports, job, workingState(job), epoch);
    case 'scheduled':
      return isPast(ports, job.applyAt) ? move(ports, job, 'validating', epoch) : job;
    case 'awaiting_confirmation':
      return isPast(ports, job.confirmation.until) ? settleJob(ports, job, { state: 'expired', epoch }, settings) : job;
    case 'receiving': // its upload belongs to an API process, or to the sweeper
    case 'succeeded':
    case 'rejected':
    case 'validated':
    case 'failed':
    case 'cancelled':
    case 'expired':
      return null;
    default:
      return assertNever(job);
  }
}

/** Given back in order, or just confirmed: nobody died, so it goes on in the same state under our epoch. */
async function amend(ports: Needs, job: Job, epoch: number): Promise<Job | null> {
  const ours = amendJob(job, { epoch });
  return (await ports.jobs.save(job, ours)) ? ours : null;
}

function isPast({ clock }: Needs, moment: Date | null): boolean {
  return moment === null || moment <= clock();
}

async function move(
  ports: Needs,
  job: Job,
  state: 'queued' | 'validating' | 'exporting' | 'undoing',
  epoch: number,
): Promise<Job | null> {
  const at = ports.clock();
  const startedAt = state === 'queued' ? job.startedAt : (job.startedAt ?? at);
  const moved = advanceJob(job, { state, epoch, startedAt, confirmation: null, problem: null, finishedAt: null }, at);
  if (!(await ports.jobs.save(job, moved))) return null;
  logState(ports.log, moved);
  return moved;
}

function workingState(job: Job): 'validating' | 'exporting' | 'undoing' {
  switch (job.kind) {
    case 'import-users':
    case 'update-users':
      return 'validating';
    case 'export-users':
      return 'exporting';
    case 'undo-job':
      return 'undoing';
    default:
      return assertNever(job.kind);
  }
}

/**
 * Did the attempts before this one all die without getting further than any other? Counted by the claim itself, so that
 * not even a crash right after it goes uncounted.
 */
async function isPoison(ports: Needs, job: Job, lease: Lease): Promise<boolean> {
  if (!lease.orphaned) return false;
  const reached = distance(await ports.progress.get(job.id));
  ports.log.warn(
    { jobId: job.id, epoch: lease.epoch, reached, fruitless: lease.fruitless },
    'the worker before died or froze',
  );
  if (reached <= lease.reached) return lease.fruitless >= mostFruitless;
  await ports.leases.note(job.id, lease.epoch, { reached, fruitless: 0 });
  return false;
}

/** One number for how far an attempt got: any row applied is further than every row read. */
function distance(progress: JobProgress | null): number {
  if (progress === null || progress.phase === 'waiting') return 0;
  const moreThanAnyFile = 1e9;
  return progress.phase === 'reading' ? progress.rowsRead : moreThanAnyFile + progress.rowsRead;
}
