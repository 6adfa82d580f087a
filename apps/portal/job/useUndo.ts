import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryOf } from '@muster/contract';
import { ask } from '../api/ask.ts';
import { newKey } from '../api/newKey.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';
import { jobKey } from '../api/useJob.ts';

type OnConflict = QueryOf<'POST /v1/jobs/{id}/undo'>['onConflict'];

export type Undoing = { undo: () => void; isPending: boolean; problem: Problem | null };

/** Takes a job back, by a job of its own. */
export function useUndo(id: string, onConflict: OnConflict, onJob: (id: string) => void): Undoing {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (key: string) =>
      ask('POST /v1/jobs/{id}/undo', { id, query: { onConflict }, headers: { 'idempotency-key': key } }),
    onSuccess: (job) => {
      client.setQueryData(jobKey(job.id), job);
      onJob(job.id);
    },
  });
  return { undo: () => mutate(newKey()), isPending, problem: error === null ? null : problemOf(error) };
}
