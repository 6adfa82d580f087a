import type { Job } from '@muster/domain';
import { dispatchNext } from './dispatchNext.ts';
import { laneOf } from './lanes.ts';
import type { Ports } from './ports.ts';
import type { JobSettings } from './settings.ts';

/** Puts a job in line and hands on its lane. Nobody waits for it and it never throws: the sweeper finds who was forgotten. */
export async function enterLane(
  ports: Pick<Ports, 'leases' | 'tasks' | 'log'>,
  job: Job,
  settings: Pick<JobSettings, 'leaseMs'>,
): Promise<void> {
  try {
    await ports.leases.enter(job.id, laneOf(job));
    await dispatchNext(ports, laneOf(job), settings);
  } catch (cause) {
    ports.log.warn({ jobId: job.id, err: cause }, 'could not put the job in line; the sweeper will');
  }
}
