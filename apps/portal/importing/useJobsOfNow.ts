import type { JobView } from '@muster/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../api/ask.ts';
import { hasEnded } from '../api/followJob.ts';

const everyMs = { moving: 1_000, otherwise: 10_000 };

/** Jobs that run, and those that did so when they were first seen here. */
export function useJobsOfNow(): JobView[] {
  const client = useQueryClient();
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const { data } = useQuery({
    queryKey: ['GET /v1/jobs', 'running'],
    queryFn: ({ signal }) => ask('GET /v1/jobs', { query: { limit: 25 }, signal }),
    refetchInterval: ({ state }) => (state.data?.data.some(isMoving) === true ? everyMs.moving : everyMs.otherwise),
  });
  const jobs = data?.data ?? [];
  const running = jobs.filter((job) => !hasEnded(job)).map(({ id }) => id);
  if (running.some((id) => !seen.has(id))) setSeen(new Set([...seen, ...running]));
  const succeeded = jobs.filter(({ id, state }) => seen.has(id) && state === 'succeeded').length;
  // What the table shows has become old.
  useEffect(() => {
    if (succeeded > 0) void client.invalidateQueries({ queryKey: ['GET /v1/users'] });
  }, [client, succeeded]);
  return jobs.filter(({ id }) => seen.has(id));
}

/** On its way by itself: not ended, and not waiting for a person or a time. */
export function isMoving(job: JobView): boolean {
  return !hasEnded(job) && job.state !== 'awaiting_confirmation' && job.state !== 'scheduled';
}
