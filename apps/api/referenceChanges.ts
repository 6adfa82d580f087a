import { mergePatch, Problem } from '@muster/contract';
import { isId, key, type ReferenceBook } from '@muster/domain';
import { administer, changedMembers, type Decision } from './administer.ts';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { Created } from './created.ts';
import type { Claim } from './once.ts';
import { wrongInput } from './parseInput.ts';
import type { Editor } from './referenceEditors.ts';
import { refuseInUse, refuseMisfits } from './refuseInUse.ts';

type Nothing = Record<string, never>;
type Named = { id: string; name: string };

export function createOne<Item extends Named, Input>(ports: ApiPorts, editor: Editor<Item, Input>) {
  return async (ask: Ask<Nothing, Input>, { keep }: Claim): Promise<Created> => {
    const { kind, collection, save } = editor;
    const { accountId } = ask.caller;
    const item = editor.make(ports.newId(collection.idKind), ask.body);
    const decide = async (): Promise<Decision<Created>> => {
      const book = await ports.references.book(accountId);
      const items = checked(editor, { book, before: null, after: item });
      const show = await collection.show(accountId);
      const detail = { id: item.id, name: item.name };
      return {
        value: { status: 201, headers: { Location: `/v1/${kind}/${item.id}` }, body: show(item) },
        write: { action: `${collection.idKind}.created`, detail, commit: (act) => save(act, items) },
      };
    };
    return administer(ports, ask, decide, keep);
  };
}

export function updateOne<Item extends Named, Input>(ports: ApiPorts, editor: Editor<Item, Input>) {
  return async (ask: Ask<Nothing, Record<string, unknown>>): Promise<void> => {
    const { collection, save } = editor;
    const { accountId } = ask.caller;
    const item = await administer(ports, ask, async () => {
      const book = await ports.references.book(accountId);
      const before = find(editor, book, ask.id);
      const after = editor.make(before.id, editor.parse(mergePatch(editor.asInput(before), ask.body)));
      const changes = changedMembers(before, after);
      if (changes === null) return { value: before, write: null };
      const items = checked(editor, { book, before, after });
      await refuseMisfits(ports, editor, { accountId, book, before, after });
      await editor.refuse(accountId, { all: editor.shelf(book).all, before, after });
      const detail = { id: before.id, name: after.name, changes };
      return {
        value: after,
        write: { action: `${collection.idKind}.updated`, detail, commit: (act) => save(act, items) },
      };
    });
    const show = await collection.show(accountId);
    ask.response.json(show(item));
  };
}

export function deleteOne<Item extends Named, Input>(ports: ApiPorts, editor: Editor<Item, Input>) {
  return async (ask: Ask<Nothing>): Promise<void> => {
    const { collection, remove } = editor;
    const { accountId } = ask.caller;
    await administer(ports, ask, async () => {
      const book = await ports.references.book(accountId);
      const item = find(editor, book, ask.id);
      await refuseInUse(ports, editor, { accountId, book, item });
      const detail = { id: item.id, name: item.name };
      return {
        value: null,
        write: { action: `${collection.idKind}.deleted`, detail, commit: (act) => remove(act, item.id) },
      };
    });
    ask.response.status(204).end();
  };
}

function find<Item, Input>({ collection, shelf }: Editor<Item, Input>, book: ReferenceBook, id: string): Item {
  const item = isId(collection.idKind, id) ? shelf(book).byId.get(id) : undefined;
  if (item === undefined) throw new Problem('not_found', `There is nothing with this id among the ${collection.name}.`);
  return item;
}

type Revision<Item> = { book: ReferenceBook; before: Item | null; after: Item };

/** All that has to be written for it. @throws Problem for a name that is taken, and for what cannot be in this account. */
function checked<Item extends Named, Input>(
  { shelf, flaws, alongside }: Editor<Item, Input>,
  { book, before, after }: Revision<Item>,
): Item[] {
  const taken = shelf(book).byName.get(key(after.name));
  if (taken !== undefined && taken.id !== after.id) {
    throw new Problem('already_exists', `"${taken.name}" exists already, as ${taken.id}.`);
  }
  const found = flaws(after, book, before);
  if (found.length > 0)
    throw wrongInput(found.map(({ path, sentence }) => ({ path, message: `${path}: ${sentence}` })));
  return [...alongside(after, book), after];
}
