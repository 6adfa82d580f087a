import { Fault, type AuditEntry, type ExportOrder, type Job, type OnConflict } from '@muster/domain';
import { enterLane } from './enterLane.ts';
import { jobAudit } from './jobAudit.ts';
import { laneOf } from './lanes.ts';
import { newJob, type Asker } from './newJob.ts';
import type { Ports } from './ports.ts';
import { logState } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'tasks' | 'clock' | 'newId' | 'trace' | 'log'>;

/** Asks for a file with everybody who matches. Durable when it resolves; a second call with its id is refused. */
export function submitExport(
  ports: Needs,
  asker: Asker,
  asked: { id: string; order: ExportOrder },
  settings: JobSettings,
): Promise<Job> {
  return submit(ports, newJob(ports, asker, { kind: 'export-users', ...asked }), { order: asked.order }, settings);
}

/** Asks for a job to be taken back, by a job of its own. Durable when it resolves. Whether it may be is the caller's check. */
export function submitUndo(
  ports: Needs,
  asker: Asker,
  asked: { id: string; parentJobId: string; onConflict: OnConflict },
  settings: JobSettings,
): Promise<Job> {
  return submit(
    ports,
    newJob(ports, asker, { kind: 'undo-job', ...asked }),
    { onConflict: asked.onConflict },
    settings,
  );
}

async function submit(ports: Needs, job: Job, detail: AuditEntry['detail'], settings: JobSettings): Promise<Job> {
  if (job.state !== 'queued') throw new Fault('internal', { retry: false, message: `${job.kind} needs an upload` });
  await ports.jobs.insert(job, laneOf(job), jobAudit(ports.newId, job, 'job.submitted', detail));
  logState(ports.log, job);
  void enterLane(ports, job, settings);
  return job;
}
