import { referenceInputs, type ReferenceInputs } from '@muster/contract';
import {
  misfitsQueue,
  misfitsSkill,
  templateFlaws,
  type ReferenceBook,
  type ReferenceKind,
  type References,
  type Shelf,
  type UserFields,
  type UserFilter,
} from '@muster/domain';
import type { AdminAct, AdminOutcome } from '@muster/jobs';
import type { ApiPorts } from './apiPorts.ts';
import { refuseLockout } from './refuseLockout.ts';
import { parseBody } from './parseInput.ts';
import { referenceCollections, type Collection } from './referenceAnswers.ts';

/** How one kind of reference data is changed: all that `createOne`, `updateOne` and `deleteOne` need to know of it. */
export type Editor<Item, Input> = {
  kind: ReferenceKind;
  collection: Collection<Item>;
  shelf: (book: ReferenceBook) => Shelf<Item>;
  /** What a caller would have sent for it: a merge patch is applied to that, and the whole is parsed again. */
  asInput: (item: Item) => object;
  parse: (input: unknown) => Input;
  make: (id: string, input: Input) => Item;
  save: (act: AdminAct, items: readonly Item[]) => Promise<AdminOutcome>;
  remove: (act: AdminAct, id: string) => Promise<AdminOutcome>;
} & Rules<Item>;

type Rules<Item> = {
  /** Which users refer to it; null where users cannot. */
  usersOf: (id: string) => UserFilter | null;
  /** Who would be wrong afterwards; null when the change can hurt nobody. */
  misfits: (before: Item, after: Item) => ((fields: Partial<UserFields>) => boolean) | null;
  /** Throws what else stands in the way of that. */
  refuse: (accountId: string, change: { all: readonly Item[]; before: Item; after: Item }) => Promise<void>;
  /** What is wrong with it in this account. */
  flaws: (after: Item, book: ReferenceBook, before: Item | null) => { path: string; sentence: string }[];
  /** What has to change with it. */
  alongside: (after: Item, book: ReferenceBook) => Item[];
  /** Does the account itself need it? */
  isVital: (item: Item) => boolean;
};

type Special<K extends ReferenceKind> = Partial<Rules<References[K][number]>> &
  Pick<Rules<References[K][number]>, 'usersOf'> &
  Pick<Editor<References[K][number], ReferenceInputs[K]>, 'make' | 'parse'> & {
    asInput?: (item: References[K][number]) => object;
  };

export function referenceEditors(ports: ApiPorts): {
  [K in ReferenceKind]: Editor<References[K][number], ReferenceInputs[K]>;
} {
  const collections = referenceCollections(ports);
  const editor = <K extends ReferenceKind>(
    kind: K,
    special: Special<K>,
  ): Editor<References[K][number], ReferenceInputs[K]> => ({
    kind,
    collection: collections[kind],
    shelf: (book) => book[kind],
    asInput: withoutId,
    save: (act, items) => ports.admin.saveReferences(act, kind, items),
    remove: (act, id) => ports.admin.removeReference(act, kind, id),
    misfits: () => null,
    refuse: () => Promise.resolve(),
    flaws: () => [],
    alongside: () => [],
    isVital: () => false,
    ...special,
  });
  return {
    roles: editor('roles', {
      parse: (input) => parseBody(referenceInputs.roles, input),
      make: (id, input) => ({ id, ...input }),
      usersOf: (roleId) => ({ roleId }),
      refuse: (accountId, { all, before, after }) => refuseLockout(ports, accountId, { roles: all, before, after }),
    }),
    queues: editor('queues', {
      parse: (input) => parseBody(referenceInputs.queues, input),
      make: (id, input) => ({ id, ...input }),
      usersOf: (queueId) => ({ queueId }),
      misfits: (before, after) => (before.channel === after.channel ? null : (fields) => misfitsQueue(fields, after)),
    }),
    skills: editor('skills', {
      parse: (input) => parseBody(referenceInputs.skills, input),
      make: (id, input) => ({ id, ...input, maxLevel: input.type === 'text' ? 1 : (input.maxLevel ?? 5) }),
      asInput: ({ id, maxLevel, ...input }) => (input.type === 'text' ? input : { ...input, maxLevel }),
      usersOf: (skillId) => ({ skillId }),
      misfits: (before, after) =>
        before.type === after.type && before.maxLevel <= after.maxLevel
          ? null
          : (fields) => misfitsSkill(fields, after),
    }),
    teams: editor('teams', {
      parse: (input) => parseBody(referenceInputs.teams, input),
      make: (id, input) => ({ id, ...input }),
      usersOf: (teamId) => ({ teamId }),
    }),
    regions: editor('regions', {
      parse: (input) => parseBody(referenceInputs.regions, input),
      make: (id, input) => ({ id, ...input }),
      usersOf: (regionId) => ({ regionId }),
      flaws: (after, _book, before) =>
        before?.isMain === true && !after.isMain
          ? [{ path: 'isMain', sentence: 'There is always one main region: make another one the main region.' }]
          : [],
      alongside: (after, { regions }) =>
        after.isMain
          ? regions.all.filter(({ id, isMain }) => isMain && id !== after.id).map((it) => ({ ...it, isMain: false }))
          : [],
      isVital: ({ isMain }) => isMain,
    }),
    templates: editor('templates', {
      parse: (input) => parseBody(referenceInputs.templates, input),
      make: (id, input) => ({ id, ...input }),
      asInput: ({ id, values, ...input }) => ({ ...input, values: given(values) }),
      usersOf: () => null,
      flaws: (after, book) =>
        templateFlaws(after, book).map(({ path, sentence }) => ({ path: `values.${path}`, sentence })),
    }),
  };
}

function withoutId({ id, ...input }: { id: string }): object {
  return input;
}

/** A value that is stored as null is one that the template does not give. */
function given(values: Partial<UserFields>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
