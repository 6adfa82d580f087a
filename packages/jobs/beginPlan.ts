import { createHash } from 'node:crypto';
import { changeText, type Change, type Job, type JobCounts } from '@muster/domain';
import type { Ports } from './ports.ts';

/** A plan while it is being made: what it amounts to, and where it is kept. */
export type Plan = {
  counts: JobCounts;
  /** Users whose role changes: with `counts.deactivated` the reach of an update. */
  roleChanged: () => number;
  /** A row without issues; null = it changes nothing. */
  take(change: Change | null): void;
  /** Keeps what was taken since, unless nothing will come of this plan. Resolves when it may go on: one write is under way. */
  store(isHopeless: boolean): Promise<void>;
  /** Resolves when everything that was to be kept is. */
  stored(): Promise<void>;
  /** Plans with the same hash do the same. */
  hash(): string;
};

/** Begins the plan of this attempt; an earlier one of the same job is forgotten. */
export async function beginPlan({ changes }: Pick<Ports, 'changes'>, job: Job): Promise<Plan> {
  await changes.removeExcept(job.id, null);
  const hash = createHash('sha256');
  const counts = noCounts();
  let roleChanged = 0;
  let waiting: Change[] = [];
  let writing: Promise<void> = Promise.resolve();
  return {
    counts,
    roleChanged: () => roleChanged,
    take: (change) => {
      tally(counts, change);
      if (change === null) return;
      if (change.action === 'update' && change.after?.roleId !== undefined) roleChanged += 1;
      hash.update(changeText(change)).update('\n');
      waiting.push(change);
    },
    store: async (isHopeless) => {
      const batch = waiting;
      waiting = [];
      await writing;
      if (isHopeless) return;
      writing = changes.add(job.id, job.epoch, batch);
      writing.catch(() => undefined); // whoever waits next hears of it
    },
    stored: () => writing,
    hash: () => hash.copy().digest('hex'),
  };
}

function tally(counts: JobCounts, change: Change | null): void {
  if (change === null) counts.unchanged += 1;
  else if (change.action === 'create') counts.created += 1;
  else if (change.action === 'update') counts.updated += 1;
  else counts.removed += 1;
  if (change?.before?.access === 'active' && change.after?.access === 'inactive') counts.deactivated += 1;
}

function noCounts(): JobCounts {
  return { rows: 0, valid: 0, invalid: 0, issues: 0, created: 0, updated: 0, unchanged: 0, removed: 0, deactivated: 0 };
}
