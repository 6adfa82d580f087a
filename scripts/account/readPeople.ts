import { createReadStream } from 'node:fs';
import { readCsv } from '@muster/adapters/csv';
import { key, type NewId, type Person } from '@muster/domain';

/**
 * The people of a CSV file with the columns `email` and `displayName`, in any order.
 * @throws Error that names the row of the first mistake.
 */
export async function readPeople(path: string, newId: NewId): Promise<Person[]> {
  const reading = readCsv(createReadStream(path), { encoding: null });
  const people = new Map<string, Person>();
  let columns: { email: number; name: number } | null = null;
  for await (const batch of reading.batches) {
    for (const { row, cells } of batch) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (columns === null) {
        columns = columnsOf(cells, path);
        continue;
      }
      const email = (cells[columns.email] ?? '').normalize('NFC').trim();
      const displayName = (cells[columns.name] ?? '').normalize('NFC').trim() || email;
      if (!/^[^@\s]+@[^@\s]+$/.test(email))
        throw new Error(`${path}, row ${row}: “${email}” is not an e-mail address.`);
      if (people.has(key(email))) throw new Error(`${path}, row ${row}: ${email} is there already.`);
      people.set(key(email), { id: newId('person'), email, displayName });
    }
  }
  const { trouble } = reading.found();
  if (trouble !== null) throw new Error(`${path} cannot be read (${trouble.code}: ${trouble.detail}).`);
  return [...people.values()];
}

function columnsOf(header: readonly string[], path: string): { email: number; name: number } {
  const names = header.map((cell) => key(cell).replaceAll(/[_ -]/g, ''));
  const email = names.indexOf('email');
  if (email === -1) throw new Error(`${path} has no column email.`);
  return { email, name: names.indexOf('displayname') };
}
