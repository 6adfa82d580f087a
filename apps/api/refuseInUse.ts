import { Problem } from '@muster/contract';
import { referencesIn, type ReferenceBook, type UserFields } from '@muster/domain';
import type { ApiPorts } from './apiPorts.ts';
import type { Editor } from './referenceEditors.ts';

type Named = { id: string; name: string };

/** @throws Problem `in_use` when users or templates would be wrong once it is what it is to become. */
export async function refuseMisfits<Item extends Named, Input>(
  { users }: Pick<ApiPorts, 'users'>,
  { misfits, usersOf }: Editor<Item, Input>,
  { accountId, book, before, after }: { accountId: string; book: ReferenceBook; before: Item; after: Item },
): Promise<void> {
  const isMisfit = misfits(before, after);
  if (isMisfit === null) return;
  let count = 0;
  for await (const batch of users.stream(accountId, usersOf(after.id) ?? {}, 1_000)) {
    count += batch.filter(isMisfit).length;
  }
  const templates = templatesWith(book, isMisfit);
  if (count + templates > 0) throw inUse(before, { users: count, templates, account: 0 });
}

/** @throws Problem `in_use` when users, templates or the account refer to it. */
export async function refuseInUse<Item extends Named, Input>(
  { users }: Pick<ApiPorts, 'users'>,
  { kind, usersOf, isVital }: Editor<Item, Input>,
  { accountId, book, item }: { accountId: string; book: ReferenceBook; item: Item },
): Promise<void> {
  const filter = usersOf(item.id);
  const by = {
    users: filter === null ? 0 : await users.count(accountId, filter),
    templates: templatesWith(book, (values) =>
      referencesIn(values).some((use) => use.kind === kind && use.id === item.id),
    ),
    account: isVital(item) ? 1 : 0,
  };
  if (by.users + by.templates + by.account > 0) throw inUse(item, by);
}

function templatesWith({ templates }: ReferenceBook, test: (values: Partial<UserFields>) => boolean): number {
  return templates.all.filter(({ values }) => test(values)).length;
}

function inUse({ name }: Named, by: { users: number; templates: number; account: number }): Problem {
  const who = [
    ...(by.users > 0 ? [`${by.users} user${by.users === 1 ? '' : 's'}`] : []),
    ...(by.templates > 0 ? [`${by.templates} template${by.templates === 1 ? '' : 's'}`] : []),
    ...(by.account > 0 ? ['the account, whose main region it is'] : []),
  ];
  return new Problem('in_use', `"${name}" is used by ${who.join(' and ')}.`, { by });
}
