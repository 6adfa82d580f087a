import type { Ports } from './ports.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'events' | 'deliveries' | 'clock'>;

/** Events and their deliveries are kept as long as jobs are. */
export async function sweepTold(ports: Needs, { jobsTtlMs }: Pick<JobSettings, 'jobsTtlMs'>): Promise<void> {
  const before = new Date(ports.clock().getTime() - jobsTtlMs);
  await ports.deliveries.removeBefore(before);
  await ports.events.removeBefore(before);
}
