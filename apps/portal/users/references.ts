import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from '../api/ask.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';
import { useList } from '../api/useList.ts';

export type ReferenceName = keyof typeof lists;

const lists = {
  queueId: 'GET /v1/queues',
  roleId: 'GET /v1/roles',
  teamId: 'GET /v1/teams',
  skillId: 'GET /v1/skills',
  regionId: 'GET /v1/regions',
} as const;

const ones = {
  queueId: 'GET /v1/queues/{id}',
  roleId: 'GET /v1/roles/{id}',
  teamId: 'GET /v1/teams/{id}',
  skillId: 'GET /v1/skills/{id}',
  regionId: 'GET /v1/regions/{id}',
} as const satisfies Record<ReferenceName, string>;

/** Everything the account has of a kind, by name; the API does not search in it, so all of it is read, a page at a time. */
export function useReferences(kind: ReferenceName): {
  options: { value: string; label: string }[];
  isComplete: boolean;
  problem: Problem | null;
} {
  const { entries, showMore, isLoading, isLoadingMore, problem } = useList(lists[kind], { query: { limit: 100 } });
  useEffect(() => {
    if (showMore !== null && !isLoadingMore && problem === null) showMore();
  }, [showMore, isLoadingMore, problem]);
  const options = entries.map(({ id, name }) => ({ value: id, label: name }));
  options.sort((a, b) => a.label.localeCompare(b.label));
  return { options, isComplete: !isLoading && showMore === null, problem };
}

/** What the reference with an id is called; the id itself while that is not known, or where there is none. */
export function useReferenceName(kind: ReferenceName, id: string): string {
  const { data } = useQuery({
    queryKey: [ones[kind], id],
    queryFn: ({ signal }) => ask(ones[kind], { id, signal }),
    retry: (failures, error) => failures < 2 && problemOf(error).status >= 500,
  });
  return data?.name ?? id;
}
