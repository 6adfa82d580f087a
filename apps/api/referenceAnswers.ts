import { formatCursor, parseCursor, Problem, templateView } from '@muster/contract';
import {
  isId,
  type IdKind,
  type Person,
  type ReferenceBook,
  type ReferenceKind,
  type References,
} from '@muster/domain';
import { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { cutPage } from './cutPage.ts';

type Page = { after: string | null; limit: number };
type Paging = { limit: number; cursor?: string | undefined };
type Nothing = Record<string, never>;

/** A kind of thing that is listed in order of id: how a page of it is read, and how one is shown. */
export type Collection<T> = {
  name: string;
  idKind: IdKind;
  page: (accountId: string, page: Page) => Promise<T[]>;
  get: (accountId: string, id: string) => Promise<T | null>;
  show: (accountId: string) => Promise<(item: T) => unknown>;
};

export function listOf<T extends { id: string }>({ name, page, show }: Collection<T>) {
  return async ({ caller, query, response }: Ask<Paging>): Promise<void> => {
    const { limit, cursor } = query;
    const scope = { list: name };
    const after = parseCursor(scope, cursor, z.string());
    const { data, last } = cutPage(await page(caller.accountId, { after, limit: limit + 1 }), limit);
    const view = await show(caller.accountId);
    response.json({ data: data.map(view), nextCursor: last && formatCursor(scope, last.id) });
  };
}

export function oneOf<T>({ name, idKind, get, show }: Collection<T>) {
  return async ({ caller, id, response }: Ask<Nothing>): Promise<void> => {
    const item = isId(idKind, id) ? await get(caller.accountId, id) : null;
    if (item === null) throw new Problem('not_found', `There is nothing with this id among the ${name}.`);
    const view = await show(caller.accountId);
    response.json(view(item));
  };
}

type Show<T> = (item: T, book: ReferenceBook) => unknown;

/** Reference data is shown as it is; only templates name other things. */
export function referenceCollections(ports: ApiPorts): {
  [K in ReferenceKind]: Collection<References[K][number]>;
} {
  const collection = <K extends ReferenceKind>(
    kind: K,
    idKind: IdKind,
    view: Show<References[K][number]> = (item) => item,
  ): Collection<References[K][number]> => ({
    name: kind,
    idKind,
    page: (accountId, page) => ports.references.page(accountId, kind, page),
    get: (accountId, id) => ports.references.get(accountId, kind, id),
    show: async (accountId) => {
      const book = await ports.references.book(accountId);
      return (item) => view(item, book);
    },
  });
  return {
    roles: collection('roles', 'role'),
    queues: collection('queues', 'queue'),
    skills: collection('skills', 'skill'),
    teams: collection('teams', 'team'),
    regions: collection('regions', 'region'),
    templates: collection('templates', 'template', templateView),
  };
}

export function peopleCollection({ people: store }: ApiPorts): Collection<Person> {
  return {
    name: 'people',
    idKind: 'person',
    page: (accountId, page) => store.page(accountId, page),
    get: (accountId, id) => store.get(accountId, id),
    show: () => Promise.resolve(({ id, email, displayName }) => ({ id, email, displayName })),
  };
}
