import type { BodyOf, JobView } from '@muster/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { newKey } from '../api/newKey.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';
import { jobKey } from '../api/useJob.ts';

type IssueGroup = JobView['issueGroups'][number];
type Fix = { body: BodyOf<'POST /v1/jobs/{id}/fix'>; key: string };

export type Fixing = {
  apply: (groups: readonly IssueGroup[]) => void;
  /** The same request again, which makes one attempt whether or not it has arrived before. */
  again: () => void;
  isPending: boolean;
  problem: Problem | null;
};

/** Has suggestions applied to the stored file, and checked as a new attempt. */
export function useFix(id: string, onJob: (id: string) => void): Fixing {
  const client = useQueryClient();
  const { mutate, variables, isPending, error } = useMutation({
    mutationFn: ({ body, key }: Fix) =>
      ask('POST /v1/jobs/{id}/fix', { id, body, headers: { 'idempotency-key': key } }),
    onSuccess: (job) => {
      client.setQueryData(jobKey(job.id), job);
      onJob(job.id);
    },
  });
  return {
    apply: (groups) => mutate({ body: { replacements: groups.flatMap(replacementOf) }, key: newKey() }),
    again: () => variables !== undefined && mutate(variables),
    isPending,
    problem: error === null ? null : problemOf(error),
  };
}

function replacementOf({ column, value, suggestion }: IssueGroup): Fix['body']['replacements'] {
  if (column === null || value === null || suggestion === undefined) return [];
  return [{ column, from: value, to: suggestion }];
}
