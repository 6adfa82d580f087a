import type { Job, JobProgress } from '@muster/domain';
import type { Ports } from './ports.ts';

/** How far the job is now; what is left out stays as it was. */
type ProgressNews = Partial<Pick<JobProgress, 'phase' | 'rowsRead' | 'rowsTotal' | 'bytesRead' | 'bytesTotal'>>;
export type ReportProgress = (news: ProgressNews) => Promise<void>;

const betweenReportsMs = 250;

/**
 * Reports how far this write of the job is, at most four times a second, a new phase at once. Each write of a job has one
 * reporter: its ticks only grow. Progress is a service: it never fails a job.
 */
export function progressReporter(ports: Pick<Ports, 'progress' | 'log'>, job: Job): ReportProgress {
  let known: JobProgress = {
    jobId: job.id,
    version: job.version,
    tick: 0,
    phase: 'waiting',
    rowsRead: 0,
    rowsTotal: job.counts?.rows ?? null,
    bytesRead: 0,
    bytesTotal: job.file?.bytes ?? null,
  };
  let reportedAt = -Infinity;
  return async (news) => {
    const isNewPhase = news.phase !== undefined && news.phase !== known.phase;
    known = { ...known, ...news };
    const now = performance.now();
    if (!isNewPhase && now - reportedAt < betweenReportsMs) return;
    reportedAt = now;
    known = { ...known, tick: known.tick + 1 };
    try {
      await ports.progress.put(known);
    } catch (cause) {
      ports.log.debug({ jobId: job.id, err: cause }, 'progress not recorded');
    }
  };
}
