import { asFault, assertNever, isTerminal, type Fault, type Job, type JobState } from '@muster/domain';
import { closeJob } from './closeJob.ts';
import { dispatchNext } from './dispatchNext.ts';
import { holdLease, interruptionOf } from './holdLease.ts';
import { laneOf } from './lanes.ts';
import type { Lease, Ports } from './ports.ts';
import { waitsUntil } from './holdPlan.ts';
import { runExport } from './runExport.ts';
import { runPlan } from './runPlan.ts';
import { failedBy, settleJob } from './settleJob.ts';
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
    const now = job !== null && isWorking(job.state) ? await work(ports, job, settings, held.signal) : job;
    const until = now === null ? null : waitsUntil(now);
    if (now === null) await letGo(ports, jobId, lease);
    else if (until !== null) await letWait(ports, now, lease, until, settings);
    else await closeJob(ports, now, settings);
    await ports.reach('job-closed');
  } catch (thrown) {
    await giveBack(ports, jobId, lease, thrown, held.signal, settings);
  } finally {
    held.letGo();
  }
}

function isWorking(state: JobState): boolean {
  return state === 'validating' || state === 'exporting' || state === 'undoing';
}

/** The job as it stands after this; null when it is not ours any more. */
async function work(ports: Ports, job: Job, settings: JobSettings, signal: AbortSignal): Promise<Job | null> {
  switch (job.kind) {
    case 'import-users':
    case 'update-users':
    case 'undo-job':
      return runPlan(ports, job, settings, signal);
    case 'export-users':
      return runExport(ports, job, settings, signal);
    default:
      return assertNever(job.kind);
  }
}

/** A job that waits for a person or a time is given back until then, and its lane handed on. */
async function letWait(ports: Ports, job: Job, lease: Lease, until: Date, settings: JobSettings): Promise<void> {
  const dueInMs = Math.max(0, until.getTime() - ports.clock().getTime());
  await ports.leases.release(job.id, lease.epoch, { dueInMs, failures: 0 });
  await dispatchNext(ports, laneOf(job), settings);
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
  const failed = await settleJob(ports, job, failedBy(fault), settings);
  if (failed !== null) await closeJob(ports, failed, settings);
}

/** 1, 2, 4 … 60 seconds. */
function backoffMs(failures: number): number {
  return Math.min(60_000, 1_000 * 2 ** (failures - 1));
}
