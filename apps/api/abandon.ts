import type { Reception } from '@muster/jobs';
import type { ApiPorts } from './apiPorts.ts';

/** What cannot be removed now, the sweeper removes later: the caller is told what went wrong first. */
export async function abandon({ log }: Pick<ApiPorts, 'log'>, reception: Reception): Promise<void> {
  await reception.abandon().catch((err: unknown) => {
    log.warn({ err, jobId: reception.job.id }, 'could not remove a refused upload; the sweeper will');
  });
}
