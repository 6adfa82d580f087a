import type { JobView } from '@muster/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from './ask.ts';
import { followJob, hasEnded } from './followJob.ts';
import { problemOf, type Problem } from './problemOf.ts';
import { expireSession } from './session.ts';

export const jobKey = (id: string) => ['job', id] as const;

/** A job as it is now, and as it goes on: every screen that shows the same job shows the same. */
export function useJob(id: string): { job: JobView | null; problem: Problem | null; reload: () => void } {
  const client = useQueryClient();
  const [lost, setLost] = useState<Problem | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: jobKey(id),
    queryFn: ({ signal }) => ask('GET /v1/jobs/{id}', { id, signal }),
  });
  const isOpen = data !== undefined && !hasEnded(data);
  useEffect(() => {
    if (!isOpen) return;
    return followJob(id, {
      onJob: (job) => {
        setLost(null);
        client.setQueryData<JobView>(jobKey(id), (seen) => later(seen, job));
      },
      onProblem: (problem) => {
        // Nobody else hears of it here: it is not asked by a query.
        if (problem.code === 'unauthenticated') expireSession(client);
        else setLost(problem);
      },
    });
  }, [client, id, isOpen]);
  return { job: data ?? null, problem: error === null ? lost : problemOf(error), reload: () => void refetch() };
}

/** Events and answers may overtake each other; a job never goes back. */
function later(seen: JobView | undefined, next: JobView): JobView {
  return seen !== undefined && seen.version > next.version ? seen : next;
}
