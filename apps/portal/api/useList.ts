import type { AnswerOf, Call, QueryOf } from '@muster/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask, type Asked } from './ask.ts';
import { problemOf, type Problem } from './problemOf.ts';

type Page<E> = { data: E[]; nextCursor: string | null };

/** The calls that answer in pages, and what is on them. */
type ListCall = { [C in Call]: AnswerOf<C> extends Page<unknown> ? C : never }[Call];
type Entry<C extends ListCall> = AnswerOf<C> extends Page<infer E> ? E : never;

export type List<E> = {
  entries: readonly E[];
  /** The first page is on its way. */
  isLoading: boolean;
  problem: Problem | null;
  reload: () => void;
  /** Asks for the next page; null when the last one is here. */
  showMore: (() => void) | null;
  isLoadingMore: boolean;
};

type ListOptions<C extends ListCall> = {
  id?: string;
  query?: QueryOf<C>;
  /** Asked again every few seconds while this holds. */
  refreshWhile?: (entries: readonly Entry<C>[]) => boolean;
};

const refreshMs = 3_000;

/** A list that grows by a page at a time: `useList('GET /v1/jobs', { query: { state } })`. */
export function useList<C extends ListCall>(
  call: C,
  { id = '', query, refreshWhile }: ListOptions<C> = {},
): List<Entry<C>> {
  const pages = useInfiniteQuery({
    queryKey: [call, id, query ?? {}],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) =>
      askPage(call, { id, signal, cursor, ...(query !== undefined && { query }) }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => refreshWhile?.(entriesOf(state.data?.pages)) === true && refreshMs,
  });
  return {
    entries: entriesOf(pages.data?.pages),
    isLoading: pages.isPending,
    problem: pages.error === null ? null : problemOf(pages.error),
    reload: () => void pages.refetch(),
    showMore: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
    isLoadingMore: pages.isFetchingNextPage,
  };
}

function entriesOf<E>(pages: readonly Page<E>[] = []): readonly E[] {
  return pages.flatMap(({ data }) => data);
}

async function askPage<C extends ListCall>(call: C, asked: Asked<C>): Promise<Page<Entry<C>>> {
  const answer: unknown = await ask(call, asked);
  if (!isPage<Entry<C>>(answer)) throw new Error(`${call} did not answer with a page`);
  return answer;
}

function isPage<E>(answer: unknown): answer is Page<E> {
  return typeof answer === 'object' && answer !== null && 'data' in answer && 'nextCursor' in answer;
}
