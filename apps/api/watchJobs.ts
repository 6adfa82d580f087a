import { jobEtag, jobTick, Problem } from '@muster/contract';
import { isId, type Job, type JobProgress } from '@muster/domain';
import type { Ports } from '@muster/jobs';
import { readTogether } from './readTogether.ts';

/** A job and its progress as they were read together, when, and the tag of exactly that. */
export type Sight = { job: Job; progress: JobProgress | null; seenAt: Date; etag: string };

/** `onSight` is told of every change that is noticed; null: the job is gone, or the watch is closed. Never at once. */
type Watcher = { keyId: string; onSight: (sight: Sight | null) => void };

export type JobWatch = {
  /** The job as it is now. @throws Problem `not_found`: another account's, one still arriving and none at all look the same. */
  see(accountId: string, id: string): Promise<Sight>;
  /** Tells of every change after `seen`, until it is stopped. @throws Problem `rate_limited`: the key watches too much. */
  follow(seen: Sight, watcher: Watcher): { stop: () => void };
  /** How many are watching right now. */
  watchers(): number;
  /** Lets everybody go. A second call does nothing. */
  close(): Promise<void>;
};

type Needs = Pick<Ports, 'jobs' | 'progress' | 'clock' | 'log'>;
type Watched = {
  latest: Sight;
  /** With the tag of what each knows. */
  watchers: Map<Watcher, string>;
  timer: NodeJS.Timeout;
  everyMs: number;
};

const soonestMs = 250;
const latestMs = 500;
/** A person has a few tabs open, a script a few jobs; what is above is a mistake, or no friend. */
const mostPerKey = 1_000;

/**
 * One reader for all who watch a job: however many they are, the database is asked a few times a second, the less often
 * the longer nothing moves. Nobody watches = nobody asks.
 */
export function watchJobs(ports: Needs): JobWatch {
  const watched = new Map<string, Watched>();
  const perKey = new Map<string, number>();
  const seeAny = readTogether((ids) => seeAll(ports, ids));
  const see = async (accountId: string, id: string): Promise<Sight | null> => {
    const sight = await seeAny(id);
    return sight?.job.accountId === accountId ? sight : null;
  };
  let closed = false;

  const look = async (id: string, at: Watched): Promise<void> => {
    const sight = await see(at.latest.job.accountId, id).catch((err: unknown) => {
      ports.log.warn({ jobId: id, err }, 'could not look at a job that is watched; the next look may');
      return at.latest;
    });
    if (watched.get(id) !== at) return;
    const isNews = sight?.etag !== at.latest.etag;
    at.everyMs = isNews ? soonestMs : Math.min(latestMs, at.everyMs * 1.25);
    if (sight !== null) at.latest = sight;
    if (isNews) for (const watcher of [...at.watchers.keys()]) tell(at, watcher, sight);
    if (watched.get(id) === at) at.timer = setTimeout(() => void look(id, at), at.everyMs);
  };

  return {
    see: async (accountId, id) => {
      const sight = isId('job', id) ? await see(accountId, id) : null;
      if (sight === null) throw new Problem('not_found', 'There is no such job.');
      return sight;
    },
    follow: (seen, watcher) => {
      const id = seen.job.id;
      const held = perKey.get(watcher.keyId) ?? 0;
      if (held >= mostPerKey) throw new Problem('rate_limited', `This key watches ${held} jobs already.`);
      const at = watched.get(id) ?? begin(id, seen);
      at.watchers.set(watcher, seen.etag);
      perKey.set(watcher.keyId, held + 1);
      queueMicrotask(() => {
        if (closed) tell(at, watcher, null);
        else if (isNewer(at.latest, seen)) tell(at, watcher, at.latest); // the others know more than this one saw
      });
      return { stop: () => stop(id, at, watcher) };
    },
    watchers: () => [...perKey.values()].reduce((sum, held) => sum + held, 0),
    close: () => {
      closed = true;
      for (const at of [...watched.values()]) {
        for (const watcher of [...at.watchers.keys()]) tell(at, watcher, null);
      }
      return Promise.resolve();
    },
  };

  function begin(id: string, seen: Sight): Watched {
    const at: Watched = {
      latest: seen,
      watchers: new Map(),
      everyMs: soonestMs,
      timer: setTimeout(() => void look(id, at), soonestMs),
    };
    watched.set(id, at);
    return at;
  }

  function tell(at: Watched, watcher: Watcher, sight: Sight | null): void {
    const known = at.watchers.get(watcher);
    if (known === undefined || known === sight?.etag) return; // it has stopped, or was told before
    if (sight !== null) at.watchers.set(watcher, sight.etag);
    watcher.onSight(sight);
  }

  function stop(id: string, at: Watched, watcher: Watcher): void {
    if (!at.watchers.delete(watcher)) return;
    const held = perKey.get(watcher.keyId) ?? 0;
    if (held > 1) perKey.set(watcher.keyId, held - 1);
    else perKey.delete(watcher.keyId);
    if (at.watchers.size > 0) return;
    clearTimeout(at.timer);
    watched.delete(id);
  }
}

/**
 * Jobs and their progress, read at the same time. Where progress turns out to be of a later write than the job, the job is
 * read once more, after it: so the pair never goes back.
 */
async function seeAll({ jobs, progress, clock }: Needs, ids: readonly string[]): Promise<Map<string, Sight>> {
  const [reports, found] = await Promise.all([progress.findMany(ids), jobs.findMany(ids)]);
  const seenAt = clock();
  const progressOf = new Map(reports.map((report) => [report.jobId, report]));
  const isBehind = ({ id, version }: Job): boolean => (progressOf.get(id)?.version ?? 0) > version;
  const behind = found.filter(isBehind).map(({ id }) => id);
  const latest = behind.length === 0 ? [] : await jobs.findMany(behind);
  const sights = [...found.filter((job) => !isBehind(job)), ...latest].flatMap((job): Sight[] => {
    const report = progressOf.get(job.id) ?? null;
    return job.state === 'receiving' ? [] : [{ job, progress: report, seenAt, etag: jobEtag(job, report, seenAt) }];
  });
  return new Map(sights.map((sight) => [sight.job.id, sight]));
}

function isNewer(one: Sight, other: Sight): boolean {
  if (one.job.version !== other.job.version) return one.job.version > other.job.version;
  return tick(one) > tick(other);
}

function tick({ job, progress, seenAt }: Sight): number {
  return jobTick(job, progress, seenAt);
}
