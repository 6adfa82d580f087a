import type { UserView } from '@muster/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { problemOf, type Problem } from '../api/problemOf.ts';
import type { UsersAddress, UsersFilter } from './useUsersAddress.ts';

const call = 'GET /v1/users';

export type UsersPage = {
  /** Null until the first answer; while another page is on its way, the one before. */
  users: readonly UserView[] | null;
  nextCursor: string | null;
  isLoading: boolean;
  problem: Problem | null;
  reload: () => void;
};

/** The page of users that the address names. */
export function useUsers({ filter, sort, size, cursor }: UsersAddress): UsersPage {
  const query = { ...filter, sort, limit: size };
  const page = useQuery({
    queryKey: [call, query, cursor],
    queryFn: ({ signal }) => ask(call, { query, cursor, signal }),
    placeholderData: keepPreviousData,
  });
  return {
    users: page.data?.data ?? null,
    nextCursor: page.data?.nextCursor ?? null,
    isLoading: page.isFetching && (page.data === undefined || page.isPlaceholderData),
    problem: page.error === null ? null : problemOf(page.error),
    reload: () => void page.refetch(),
  };
}

/** How many match; null while it is not known. Asked by itself: to count 100,000 takes longer than to show the first 50. */
export function useUsersTotal(filter: UsersFilter): number | null {
  const { data } = useQuery({
    queryKey: [call, 'total', filter],
    queryFn: ({ signal }) => ask(call, { query: { ...filter, limit: 1, total: 'true' }, signal }),
  });
  return data?.total ?? null;
}
