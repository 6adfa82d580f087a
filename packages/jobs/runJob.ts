import { asFault, assertNever, Fault, isTerminal, type Job } from '@muster/domain';
import { closeJob } from './closeJob.ts';
import { holdLease, interruptionOf } from './holdLease.ts';
import type { Lease, Ports } from './ports.ts';
import { runUpload } from './runUpload.ts';
import { settleJob } from './settleJob.ts';
import type { JobSettings } from './settings.ts';
import { takeUpJob } from './takeUpJob.ts';

/** Thrown faults in a row after which a job is given up: about five minutes of a store that does not answer. */
const mostFailures = 10;

/**
 * Advances a job as far as it goes, under its lease. Whatever happens here, the job is settled, given back, or found
 * by the sweeper once its lease falls silent. Called again for the same job it returns at once, or takes over.
 */
export async function runJob(ports: Ports, jobId: string, settings: JobSettings, stop: AbortSignal): Promise<void> {
  const lease = await ports.leases.claim(jobId, settings.leaseMs);
  if (lease === null) return;
  const held = holdLease(ports, jobId, lease.epoch, settings.leaseMs, stop);
  try {
    await ports.reach('job-claimed');
    const job = await takeUpJob(ports, jobId, lease, settings);
    const ended = job === null || isTerminal(job.state) ? job : await work(ports, job, settings, held.signal);
    if (ended === null) await letGo(ports, jobId, lease);
    else await closeJob(ports, ended, settings);
    await ports.reach('job-closed');
  } catch (thrown) {
    await giveBack(ports, jobId, lease, thrown, held.signal, settings);
  } finally {
    held.letGo();
  }
}

/** The job as it ended; null when it is not ours any more, or waits for a person. */
async function work(ports: Ports, job: Job, settings: JobSettings, signal: AbortSignal): Promise<Job | null> {
  switch (job.kind) {
    case 'import-users':
      return runUpload(ports, job, settings, signal);
    case 'update-users':
    case 'export-users':
    case 'undo-job':
      throw new Fault('internal', { retry: false, message: `this worker cannot run ${job.kind}` });
    default:
      return assertNever(job.kind);
  }
}

/** A job that cannot go on here: back in line at once, later, or, when trying again is no use, failed. */
async function giveBack(
  ports: Ports,
  jobId: string,
  lease: Lease,
  thrown: unknown,
  signal: AbortSignal,
  settings: JobSettings,
): Promise<void> {
  const interruption = interruptionOf(signal);
  if (interruption === 'lost') return letGo(ports, jobId, lease);
  if (interruption === 'stopping') {
    await ports.leases.release(jobId, lease.epoch, { dueInMs: 0 });
    ports.log.info({ jobId, epoch: lease.epoch }, 'given back: this worker is stopping');
    return;
  }
  const fault = asFault(thrown);
  const failures = lease.failures + 1;
  ports.log.warn({ jobId, epoch: lease.epoch, failures, code: fault.code, err: fault }, 'an attempt failed');
  if (!fault.retry || failures >= mostFailures) await fail(ports, jobId, lease.epoch, fault, settings);
  await ports.leases.release(jobId, lease.epoch, { dueInMs: backoffMs(failures), failures });
}

/** Somebody else wrote the job. Should the lease still be ours, the next one need not wait for it to fall silent. */
async function letGo(ports: Ports, jobId: string, lease: Lease): Promise<void> {
  ports.log.info({ jobId, epoch: lease.epoch }, 'fenced: the job is not ours any more');
  await ports.leases.release(jobId, lease.epoch, { dueInMs: 0 });
}

async function fail(ports: Ports, jobId: string, epoch: number, fault: Fault, settings: JobSettings): Promise<void> {
  const job = await ports.jobs.find(jobId);
  if (job === null || isTerminal(job.state) || job.epoch !== epoch) return;
  const problem = { code: fault.code, detail: fault.message, retryable: fault.retry };
  const failed = await settleJob(ports, job, { state: 'failed', problem }, settings);
  if (failed !== null) await closeJob(ports, failed, settings);
}

/** 1, 2, 4 … 60 seconds. */
function backoffMs(failures: number): number {
  return Math.min(60_000, 1_000 * 2 ** (failures - 1));
}
