import type { Ports } from './ports.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'leases' | 'tasks' | 'log'>;

/**
 * Hands the lane's next job to the workers, if nobody works in that lane. A hint, not a duty: when Redis is away the
 * sweeper asks again, so it logs and never throws.
 */
export async function dispatchNext(ports: Needs, lane: string, settings: Pick<JobSettings, 'leaseMs'>): Promise<void> {
  try {
    const due = await ports.leases.dueIn(lane, settings.leaseMs);
    if (due !== null) await ports.tasks.enqueue(due);
  } catch (cause) {
    ports.log.warn({ lane, err: cause }, 'could not hand on the next job; the sweeper will');
  }
}
