import type { Job } from '@muster/domain';
import { dispatchNext } from './dispatchNext.ts';
import { attemptPrefix, jobPrefix, sourceKey } from './fileKeys.ts';
import { laneOf } from './lanes.ts';
import type { Ports } from './ports.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'leases' | 'files' | 'changes' | 'issues' | 'tasks' | 'log'>;

/**
 * Tidies up after a job that has ended and hands on its lane: plans that mean nothing, issues and files of lost
 * attempts. The lease goes last, so that whoever dies in the middle leaves a job the sweeper comes back to.
 * Safe to call again; logs instead of throwing, for the job itself is settled.
 */
export async function closeJob(ports: Needs, job: Job, settings: Pick<JobSettings, 'leaseMs'>): Promise<void> {
  try {
    await ports.changes.removeExcept(job.id, keepsPlan(job) ? job.epoch : null);
    await ports.issues.removeExcept(job.id, job.state === 'rejected' ? job.epoch : null);
    for await (const { key } of ports.files.list(jobPrefix(job))) {
      if (!keepsFile(job, key)) await ports.files.remove(key);
    }
    await ports.files.abortUploads(jobPrefix(job));
    await ports.leases.remove(job.id);
  } catch (cause) {
    ports.log.warn({ jobId: job.id, err: cause }, 'could not tidy up after the job; the sweeper will');
  }
  await dispatchNext(ports, laneOf(job), settings);
}

/** The upload itself, and what the attempt wrote that gave the job its end. */
function keepsFile(job: Job, key: string): boolean {
  const hasResult = job.state === 'succeeded' || job.state === 'rejected';
  return key === sourceKey(job) || (hasResult && key.startsWith(attemptPrefix(job)));
}

/** Undo, history and the result file read the plan of these; of all others it means nothing. */
function keepsPlan(job: Job): boolean {
  return job.state === 'succeeded' || job.state === 'validated';
}
