import { advanceJob, type Fault, type Job, type JobProblem, type JobRecord } from '@muster/domain';
import type { Ports } from './ports.ts';
import type { JobSettings } from './settings.ts';

type Known = Partial<
  Pick<JobRecord, 'actor' | 'file' | 'counts' | 'issueGroups' | 'issueGroupsTotal' | 'snapshot' | 'plan' | 'epoch'>
>;

/** How a job may end, and what is known by then. */
export type Ending =
  | ({ state: 'succeeded' | 'rejected' | 'validated' | 'cancelled' | 'expired'; problem?: null } & Known)
  | ({ state: 'failed'; problem: JobProblem } & Known);

/** The end of a job that we could not bring to another one. */
export function failedBy({ code, message, retry }: Fault): Ending {
  return { state: 'failed', problem: { code, detail: message, retryable: retry } };
}

/** The job as it will have ended: final state, finished now, its files kept for a while. */
export function endedJob(
  clock: Ports['clock'],
  job: Job,
  ending: Ending,
  { filesTtlMs, undoTtlMs }: Pick<JobSettings, 'filesTtlMs' | 'undoTtlMs'>,
): Job {
  const at = clock();
  const inMs = (ms: number): Date => new Date(at.getTime() + ms);
  const isUndoable = ending.state === 'succeeded' && job.kind !== 'export-users';
  const times = { finishedAt: at, expiresAt: inMs(filesTtlMs), undoUntil: isUndoable ? inMs(undoTtlMs) : null };
  return ending.state === 'failed'
    ? advanceJob(job, { ...ending, confirmation: null, ...times }, at)
    : advanceJob(job, { ...ending, problem: null, confirmation: null, ...times }, at);
}

/** Gives a job its final state, with its event and audit entry. Null: somebody else wrote the job first. */
export async function settleJob(
  ports: Pick<Ports, 'jobs' | 'clock' | 'log'>,
  job: Job,
  ending: Ending,
  settings: Pick<JobSettings, 'filesTtlMs' | 'undoTtlMs'>,
): Promise<Job | null> {
  const ended = endedJob(ports.clock, job, ending, settings);
  if (!(await ports.jobs.settle(job, ended))) return null;
  logState(ports.log, ended);
  return ended;
}

/** One line per state change. */
export function logState(log: Ports['log'], job: Job): void {
  const { id: jobId, accountId, kind, state, version, epoch, counts, problem } = job;
  log.info({ jobId, accountId, kind, state, version, epoch, counts, problem }, `job ${state}`);
}
