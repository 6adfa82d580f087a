import { Problem } from '@muster/contract';
import { sampleImport } from '@muster/domain';
import { countSeats } from '@muster/jobs';
import { Readable } from 'node:stream';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { sendCsv } from './sendCsv.ts';

/** A file to start from, with names that this account has and a package of which a seat is free. */
export function getImportSample({ accounts, references, users, writeCsv }: ApiPorts) {
  return async ({ caller: { accountId }, request, response }: Ask<Record<string, never>>): Promise<void> => {
    const account = await accounts.get(accountId);
    if (account === null) throw new Problem('not_found', 'This account is gone.');
    const seatsHeld = await countSeats({ users }, account);
    const rows = sampleImport({ account, references: await references.book(accountId), seatsHeld });
    const body = writeCsv(Readable.from(rows), { delimiter: ',' });
    await sendCsv(request, response, { fileName: 'import-users.csv', body });
  };
}
