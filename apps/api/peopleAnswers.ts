import { mergePatch, personInput, Problem } from '@muster/contract';
import { isId, key, type Account, type Person } from '@muster/domain';
import { administer, changedMembers, type Decision } from './administer.ts';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { Created } from './created.ts';
import type { Claim } from './once.ts';
import { parseBody } from './parseInput.ts';

type Nothing = Record<string, never>;
type PersonInput = Pick<Person, 'email' | 'displayName'>;

export function createPerson(ports: ApiPorts) {
  return async (ask: Ask<Nothing, PersonInput>, { keep }: Claim): Promise<Created> => {
    const person: Person = { id: ports.newId('person'), ...ask.body };
    const decide = async ({ id: accountId }: Account): Promise<Decision<Created>> => {
      await refuseTaken(ports, accountId, person);
      const saved = { added: [person], changed: [] };
      return {
        value: { status: 201, headers: { Location: `/v1/people/${person.id}` }, body: person },
        write: {
          action: 'person.created',
          detail: named(person),
          commit: (act) => ports.admin.savePeople(act, saved),
        },
      };
    };
    return administer(ports, ask, decide, keep);
  };
}

/** An address in the directory is not the address of the user: whoever was imported keeps theirs. */
export function updatePerson(ports: ApiPorts) {
  return async (ask: Ask<Nothing, Record<string, unknown>>): Promise<void> => {
    const person = await administer(ports, ask, async ({ id: accountId }) => {
      const { id, ...before } = await findPerson(ports, accountId, ask.id);
      const after: Person = { id, ...parseBody(personInput, mergePatch(before, ask.body)) };
      const changes = changedMembers({ id, ...before }, after);
      if (changes === null) return { value: after, write: null };
      await refuseTaken(ports, accountId, after);
      const saved = { added: [], changed: [after] };
      return {
        value: after,
        write: {
          action: 'person.updated',
          detail: { ...named(after), changes },
          commit: (act) => ports.admin.savePeople(act, saved),
        },
      };
    });
    ask.response.json(person);
  };
}

export function deletePerson(ports: ApiPorts) {
  return async (ask: Ask<Nothing>): Promise<void> => {
    await administer(ports, ask, async ({ id: accountId }) => {
      const person = await findPerson(ports, accountId, ask.id);
      return {
        value: null,
        write: {
          action: 'person.deleted',
          detail: named(person),
          commit: (act) => ports.admin.removePerson(act, person.id),
        },
      };
    });
    ask.response.status(204).end();
  };
}

async function findPerson({ people }: ApiPorts, accountId: string, id: string): Promise<Person> {
  const person = isId('person', id) ? await people.get(accountId, id) : null;
  if (person === null) throw new Problem('not_found', 'There is nothing with this id among the people.');
  return person;
}

async function refuseTaken({ people }: ApiPorts, accountId: string, { id, email }: Person): Promise<void> {
  const taken = (await people.findByEmailKeys(accountId, [key(email)])).get(key(email));
  if (taken !== undefined && taken.id !== id) {
    throw new Problem('already_exists', `"${taken.email}" is in the directory already, as ${taken.id}.`);
  }
}

function named({ id, email }: Person): { id: string; email: string } {
  return { id, email };
}
