import type { QueryOf, UserView } from '@muster/contract';
import { useLocation } from 'react-router-dom';
import { useAddress } from '../parts/useAddress.ts';

type UsersQuery = QueryOf<'GET /v1/users'>;
export type UsersSort = NonNullable<UsersQuery['sort']>;
export type FilterName = (typeof filterNames)[number];
export type UsersFilter = { [Name in FilterName]?: NonNullable<UsersQuery[Name]> };

export const accesses = ['active', 'inactive'] as const satisfies readonly UserView['access'][];
export const statuses = ['Offline', 'Ready', 'Not Ready', 'Occupied'] as const satisfies readonly UserView['status'][];
export const pageSizes = [25, 50, 100] as const;

const filterNames = ['search', 'roleId', 'queueId', 'teamId', 'skillId', 'regionId', 'access', 'status'] as const;
const sorts = ['email', '-email', 'displayName', '-displayName', 'updatedAt', '-updatedAt'] as const;
const longestSearch = 254;
const usualSize = 50;

export type UsersAddress = {
  filter: UsersFilter;
  isFiltered: boolean;
  sort: UsersSort;
  size: number;
  page: number;
  cursor: string;
  setFilter: (changes: Partial<Record<FilterName, string | null>>, how?: { replace: boolean }) => void;
  clearFilter: () => void;
  setSort: (sort: UsersSort) => void;
  setSize: (size: number) => void;
  next: (cursor: string) => void;
  /** Null on the first page, and where the way here is not known: a copied link has no pages before. */
  previous: (() => void) | null;
  first: () => void;
};

/** Which users, in which order, and which page of them: all of it in the address. */
export function useUsersAddress(): UsersAddress {
  const { address, go } = useAddress();
  const trail = readTrail(useLocation().state);
  const filter = readFilter(address);
  const page = Math.max(1, Number.parseInt(address.get('page') ?? '', 10) || 1);
  const cursor = address.get('cursor') ?? '';
  const fromStart = { page: null, cursor: null };
  const before = trail.length === page - 1 ? trail.at(-1) : undefined;
  return {
    filter,
    isFiltered: Object.keys(filter).length > 0,
    sort: oneOf(sorts, address.get('sort')) ?? 'email',
    size: pageSizes.find((size) => String(size) === address.get('limit')) ?? usualSize,
    page,
    cursor,
    setFilter: (changes, how) => go({ ...changes, ...fromStart }, { ...how, state: null }),
    clearFilter: () =>
      go({ ...Object.fromEntries(filterNames.map((name) => [name, null])), ...fromStart }, { state: null }),
    setSort: (sort) => go({ sort, ...fromStart }, { state: null }),
    setSize: (size) => go({ limit: String(size), ...fromStart }, { state: null }),
    next: (to) => go({ page: String(page + 1), cursor: to }, { state: { trail: [...trail, cursor] } }),
    previous:
      before === undefined
        ? null
        : () =>
            go(
              { page: page === 2 ? null : String(page - 1), cursor: before },
              { state: { trail: trail.slice(0, -1) } },
            ),
    first: () => go(fromStart, { state: null }),
  };
}

function readFilter(address: URLSearchParams): UsersFilter {
  const filter: UsersFilter = {};
  for (const name of ['roleId', 'queueId', 'teamId', 'skillId', 'regionId'] as const) {
    const id = address.get(name);
    if (id !== null && id !== '') filter[name] = id;
  }
  const search = (address.get('search') ?? '').trim().slice(0, longestSearch);
  const access = oneOf(accesses, address.get('access'));
  const status = oneOf(statuses, address.get('status'));
  return {
    ...(search !== '' && { search }),
    ...filter,
    ...(access !== undefined && { access }),
    ...(status !== undefined && { status }),
  };
}

/** The cursors of the pages before, which the API does not lead back to: the browser keeps them with the address. */
function readTrail(state: unknown): string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail)) return [];
  return state.trail.filter((cursor) => typeof cursor === 'string');
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | undefined {
  return values.find((value) => value === text);
}
