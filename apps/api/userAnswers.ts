import { formatCursor, parseCursor, Problem, userView, type routes } from '@muster/contract';
import { isId, key, type User, type UserFilter } from '@muster/domain';
import type { UserQuery } from '@muster/jobs';
import { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { cutPage } from './cutPage.ts';

type Query<Name extends keyof typeof routes> = z.output<(typeof routes)[Name]['query']>;
type Sort = UserQuery['sort'];

const afterUser = z.object({ value: z.string(), id: z.string() });

export function listUsers({ users, references }: ApiPorts) {
  return async ({ caller, query, response }: Ask<Query<'listUsers'>>): Promise<void> => {
    const { limit, cursor, sort: sortName, total: wantsTotal, ...given } = query;
    const scope = { list: 'users', sort: sortName, ...given };
    const after = parseCursor(scope, cursor, afterUser);
    const sort = sortOf(sortName);
    const filter: UserFilter = { ...given, search: given.search?.trim() === '' ? undefined : given.search };
    const found = await users.page(caller.accountId, { filter, sort, after, limit: limit + 1 });
    const { data, last } = cutPage(found, limit);
    const total = wantsTotal ? { total: await users.count(caller.accountId, filter) } : {};
    const book = await references.book(caller.accountId);
    response.json({
      data: data.map((user) => userView(user, book)),
      nextCursor: last && formatCursor(scope, { value: sortValue(last, sort), id: last.id }),
      ...total,
    });
  };
}

export function getUser({ users, references }: ApiPorts) {
  return async ({ caller, id, response }: Ask<Query<'getUser'>>): Promise<void> => {
    const user = isId('user', id) ? await users.get(caller.accountId, id) : null;
    if (user === null) throw new Problem('not_found', 'There is no such user.');
    response.json(userView(user, await references.book(caller.accountId)));
  };
}

function sortOf(name: Query<'listUsers'>['sort']): Sort {
  switch (name) {
    case 'email':
    case '-email':
      return { field: 'email', descending: name === '-email' };
    case 'displayName':
    case '-displayName':
      return { field: 'displayName', descending: name === '-displayName' };
    case 'updatedAt':
    case '-updatedAt':
      return { field: 'updatedAt', descending: name === '-updatedAt' };
  }
}

function sortValue(user: User, { field }: Sort): string {
  return field === 'updatedAt' ? user.updatedAt.toISOString() : key(user[field]);
}
