import type { AnswerOf } from '@muster/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { ask } from '../api/ask.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';

type Answer = AnswerOf<'GET /v1/jobs/{id}/issues'>;
export type Issue = Exclude<Answer['data'][number], { count: number }>;

export type Issues = {
  /** As far as they are here, in the order of the file. */
  issues: readonly Issue[];
  isComplete: boolean;
  problem: Problem | null;
  reload: () => void;
};

/**
 * Every issue that is kept of a rejected job, 100 at a time until all are here: to be filtered and jumped about in
 * they have to be. They never change, so they are read once.
 */
export function useIssues(id: string): Issues {
  const pages = useInfiniteQuery({
    queryKey: ['GET /v1/jobs/{id}/issues', id, 'all'],
    staleTime: Infinity,
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) =>
      ask('GET /v1/jobs/{id}/issues', { id, cursor, query: { limit: 100 }, signal }),
    getNextPageParam: ({ nextCursor }: Answer) => nextCursor,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const issues = useMemo(() => (pages.data?.pages ?? []).flatMap(({ data }) => data.flatMap(readIssue)), [pages.data]);
  return {
    issues,
    isComplete: pages.data !== undefined && !hasNextPage,
    problem: pages.error === null ? null : problemOf(pages.error),
    reload: () => void (pages.data === undefined ? pages.refetch() : fetchNextPage()),
  };
}

function readIssue(entry: Answer['data'][number]): Issue[] {
  return 'count' in entry ? [] : [entry];
}
