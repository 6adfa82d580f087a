import type { BodyOf } from '@muster/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { newKey } from '../api/newKey.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';
import { jobKey } from '../api/useJob.ts';

type Order = BodyOf<'POST /v1/jobs/export-users'>;

export type Exporting = {
  start: (order: Order) => void;
  isPending: boolean;
  jobId: string | null;
  problem: Problem | null;
};

/** Has a file of users written, by a job. */
export function useExport(): Exporting {
  const client = useQueryClient();
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: ({ order, key }: { order: Order; key: string }) =>
      ask('POST /v1/jobs/export-users', { body: order, headers: { 'idempotency-key': key } }),
    onSuccess: (job) => {
      client.setQueryData(jobKey(job.id), job);
      void client.invalidateQueries({ queryKey: ['GET /v1/jobs'] });
    },
  });
  return {
    start: (order) => mutate({ order, key: newKey() }),
    isPending,
    jobId: data?.id ?? null,
    problem: error === null ? null : problemOf(error),
  };
}
