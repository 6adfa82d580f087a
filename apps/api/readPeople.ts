import { personInput, Problem, type InputError } from '@muster/contract';
import { key, type Person } from '@muster/domain';
import { checkBody } from './parseInput.ts';
import type { PeopleRow } from './peopleRows.ts';

export type PersonEntry = Pick<Person, 'email' | 'displayName'>;

const mostPeople = 100_000;
/** Nobody reads more of them, and the rest would only be waited for. */
const mostErrors = 100;

/** Everybody in the rows, each address once. @throws Problem `invalid_request` with the first hundred things wrong. */
export async function readPeople(rows: AsyncIterable<PeopleRow>): Promise<PersonEntry[]> {
  const people = new Map<string, PersonEntry & { row: number }>();
  const errors: InputError[] = [];
  const refuse = (row: number | null, message: string): void => {
    const path = row === null ? '' : `row ${row}`;
    errors.push({ path, code: 'invalid_value', message: row === null ? message : `Row ${row}: ${message}` });
  };
  for await (const { row, ...found } of rows) {
    if (errors.length >= mostErrors) break;
    if ('trouble' in found) {
      refuse(row, found.trouble);
      continue;
    }
    const checked = checkBody(personInput, found.input);
    if ('errors' in checked) {
      refuse(row, checked.errors.map(({ message }) => message).join(' '));
      continue;
    }
    const person = checked.data;
    const first = people.get(key(person.email));
    if (first !== undefined) refuse(row, `"${person.email}" is in row ${first.row} already.`);
    else people.set(key(person.email), { row: row ?? 0, ...person });
    if (people.size > mostPeople) {
      refuse(null, `There are more than ${mostPeople} people; send them in several requests.`);
      break;
    }
  }
  if (errors.length === 0) return [...people.values()];
  throw new Problem('invalid_request', errors[0]?.message ?? '', { errors });
}
