import type { Job, JobState } from '@muster/domain';
import { secondsBuckets } from './figuresText.ts';
import type { Observer } from './observe.ts';

/** Figures that all processes share; a series is its name and labels as Prometheus writes them. */
type Figures = { add(series: string, amount: number): void };

/** Counts what happens to jobs and webhooks. */
export function countingObserver(figures: Figures): Observer {
  return {
    jobMoved: (from, to) => {
      const labels = `kind="${to.kind}",phase="${from.state}"`;
      countSeconds(figures, labels, Math.max(0, to.stateSince.getTime() - from.stateSince.getTime()) / 1_000);
      if (working.has(from.state)) figures.add(`muster_rows_total{${labels}}`, rowsDone(from, to));
    },
    webhookAttempted: (_, { error }) => {
      figures.add(`muster_webhook_attempts_total{outcome="${error ?? 'delivered'}"}`, 1);
    },
  };
}

const working: ReadonlySet<JobState> = new Set(['validating', 'applying', 'exporting', 'undoing']);

/** All buckets every time: one that appeared later would look as if nothing had been counted before. */
function countSeconds(figures: Figures, labels: string, seconds: number): void {
  const name = 'muster_phase_seconds';
  for (const le of secondsBuckets) figures.add(`${name}_bucket{${labels},le="${le}"}`, seconds <= le ? 1 : 0);
  figures.add(`${name}_bucket{${labels},le="+Inf"}`, 1);
  figures.add(`${name}_sum{${labels}}`, seconds);
  figures.add(`${name}_count{${labels}}`, 1);
}

/** The rows that a phase brought to its end: what a lost worker, a cancel or a moved account left half done does not count. */
function rowsDone(from: Job, to: Job): number {
  const isDone =
    from.state === 'validating' ? !['queued', 'cancelled', 'failed'].includes(to.state) : to.state === 'succeeded';
  return isDone ? (to.counts?.rows ?? 0) : 0;
}
