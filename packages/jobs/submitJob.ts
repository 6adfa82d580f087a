import { Fault, type Caller, type ExportOrder, type Job, type OnConflict } from '@muster/domain';
import { enterLane } from './enterLane.ts';
import { laneOf } from './lanes.ts';
import { newJob } from './newJob.ts';
import type { Ports } from './ports.ts';
import { logState } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'tasks' | 'clock' | 'trace' | 'log'>;

/** Asks for a file with everybody who matches. Durable when it resolves; a second call with its id is refused. */
export function submitExport(
  ports: Needs,
  caller: Caller,
  asked: { id: string; order: ExportOrder },
  settings: JobSettings,
): Promise<Job> {
  return submit(ports, newJob(ports, caller, { kind: 'export-users', ...asked }), settings);
}

/** Asks for a job to be taken back, by a job of its own. Durable when it resolves. Whether it may be is the caller's check. */
export function submitUndo(
  ports: Needs,
  caller: Caller,
  asked: { id: string; parentJobId: string; onConflict: OnConflict },
  settings: JobSettings,
): Promise<Job> {
  return submit(ports, newJob(ports, caller, { kind: 'undo-job', ...asked }), settings);
}

async function submit(ports: Needs, job: Job, settings: JobSettings): Promise<Job> {
  if (job.state !== 'queued') throw new Fault('internal', { retry: false, message: `${job.kind} needs an upload` });
  await ports.jobs.insert(job, laneOf(job));
  logState(ports.log, job);
  void enterLane(ports, job, settings);
  return job;
}
