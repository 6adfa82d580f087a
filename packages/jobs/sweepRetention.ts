import type { Job } from '@muster/domain';
import { jobPrefix } from './fileKeys.ts';
import type { Ports } from './ports.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<
  Ports,
  'jobs' | 'files' | 'changes' | 'issues' | 'leases' | 'requests' | 'sessions' | 'clock' | 'log'
>;

const dayMs = 24 * 3_600_000;
const perRound = 100;

/** Lets go what has been kept long enough: files first, later the job itself with its plan and issues. */
export async function sweepRetention(ports: Needs, settings: JobSettings): Promise<void> {
  const now = ports.clock().getTime();
  await ports.requests.removeBefore(new Date(now - dayMs));
  await ports.sessions.removeBefore(new Date(now));
  for (const job of await ports.jobs.withFilesToGo(new Date(now), perRound)) {
    await removeFiles(ports, job);
    await ports.jobs.markFilesGone(job.id);
    ports.log.info({ jobId: job.id, accountId: job.accountId }, 'the files of the job have expired');
  }
  for (const job of await ports.jobs.endedBefore(new Date(now - settings.jobsTtlMs), perRound)) {
    await removeFiles(ports, job);
    await ports.changes.removeExcept(job.id, null);
    await ports.issues.removeExcept(job.id, null);
    await ports.jobs.remove(job.id);
    ports.log.info({ jobId: job.id, accountId: job.accountId }, 'the job has been kept long enough');
  }
}

/**
 * Looks for bytes that belong to nobody: uploads begun and never finished, objects of a job that is not there. Reads the
 * whole list of files, so it is done seldom; what is younger than a day may still be on its way in.
 */
export async function sweepStrays(ports: Needs): Promise<void> {
  const before = new Date(ports.clock().getTime() - dayMs);
  await ports.files.abortUploads('', before);
  for await (const { key, modifiedAt } of ports.files.list('accounts/')) {
    if (modifiedAt >= before) continue;
    const jobId = key.split('/')[3];
    if (jobId === undefined || (await ports.jobs.find(jobId)) !== null) continue;
    await ports.files.remove(key);
    ports.log.warn({ key }, 'removed a file that belonged to no job');
  }
}

async function removeFiles({ files }: Needs, job: Job): Promise<void> {
  for await (const { key } of files.list(jobPrefix(job))) await files.remove(key);
}
