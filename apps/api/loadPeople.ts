import { Problem } from '@muster/contract';
import { key, type Account, type Person } from '@muster/domain';
import type { Request } from 'express';
import { administer, type Decision } from './administer.ts';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { Created } from './created.ts';
import { inviteBody } from './expectContinue.ts';
import { hashed, hashWhole } from './hashed.ts';
import { mediaTypeOf } from './mediaType.ts';
import type { Claim } from './once.ts';
import { csvRows, jsonRows } from './peopleRows.ts';
import { readPeople, type PersonEntry } from './readPeople.ts';
import { openUploadBody, type UploadBody } from './uploadBody.ts';

/** A hundred thousand people have far less. */
const mostBytes = 64 * 1024 * 1024;
const batchSize = 1_000;

type PeopleBody = 'application/x-ndjson' | 'text/csv';

/** What there is to know about a list of people before a byte of it is read. */
export function inspectPeople(request: Request): Promise<PeopleBody> {
  const { 'content-length': length, 'content-encoding': encoding = 'identity' } = request.headers;
  if (Number(length ?? 0) > mostBytes) throw tooLarge();
  const mediaType = mediaTypeOf(request);
  if ((mediaType !== 'application/x-ndjson' && mediaType !== 'text/csv') || encoding !== 'identity') {
    throw new Problem('unsupported_media_type', 'Send application/x-ndjson or text/csv, without Content-Encoding.');
  }
  if (length === '0') throw new Problem('file_missing', 'The body has no bytes.');
  return Promise.resolve(mediaType);
}

/** All of them or nobody: the whole body is read and checked before anything is written, in one transaction. */
export function loadPeople(ports: ApiPorts) {
  return async (ask: Ask<Record<string, never>, PeopleBody>, { confirm, keep }: Claim): Promise<Created> => {
    const body = openBody(ask);
    const { bytes, sum } = hashed(body);
    const rows = ask.body === 'text/csv' ? csvRows(bytes, ports.readCsv) : jsonRows(bytes);
    const people = await readPeople(rows).finally(() => body.destroy());
    await confirm(sum().sha256);
    const decide = async ({ id: accountId }: Account): Promise<Decision<Created>> => {
      const { added, changed } = await sortOut(ports, accountId, people);
      const told = {
        created: added.length,
        updated: changed.length,
        unchanged: people.length - added.length - changed.length,
      };
      const value: Created = { status: 200, headers: {}, body: told };
      if (added.length + changed.length === 0) return { value, write: null };
      return {
        value,
        write: {
          action: 'people.loaded',
          detail: told,
          commit: (act) => ports.admin.savePeople(act, { added, changed }),
        },
      };
    };
    return administer(ports, ask, decide, keep);
  };
}

/** The hash of a list of people that is left unread. */
export async function hashPeople(ask: Ask<Record<string, never>, PeopleBody>): Promise<string> {
  return (await hashWhole(openBody(ask))).sha256;
}

function openBody({ request, response }: Pick<Ask<unknown>, 'request' | 'response'>): UploadBody {
  const body = openUploadBody(request, mostBytes, tooLarge);
  inviteBody(request, response);
  return body;
}

type Sorted = { added: Person[]; changed: Person[] };

/** Who is new, and who is called or written otherwise than in the directory. */
async function sortOut(ports: ApiPorts, accountId: string, people: readonly PersonEntry[]): Promise<Sorted> {
  const sorted: Sorted = { added: [], changed: [] };
  for (let start = 0; start < people.length; start += batchSize) {
    const batch = people.slice(start, start + batchSize);
    const keys = batch.map(({ email }) => key(email));
    const known = await ports.people.findByEmailKeys(accountId, keys);
    for (const { email, displayName } of batch) {
      const person = known.get(key(email));
      if (person === undefined) sorted.added.push({ id: ports.newId('person'), email, displayName });
      else if (person.email !== email || person.displayName !== displayName) {
        sorted.changed.push({ id: person.id, email, displayName });
      }
    }
  }
  return sorted;
}

function tooLarge(): Problem {
  return new Problem('body_too_large', `The body may have at most ${mostBytes} bytes.`, { limit: mostBytes });
}
