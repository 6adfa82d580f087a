import { Problem } from '@muster/contract';
import { sampleImport, sampleUpdate, type UploadKind } from '@muster/domain';
import { countSeats } from '@muster/jobs';
import { Readable } from 'node:stream';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { sendCsv } from './sendCsv.ts';

/** A file to start from, with names that this account has and a package of which a seat is free. */
export function getSample({ accounts, references, users, writeCsv }: ApiPorts, kind: UploadKind) {
  return async ({ caller: { accountId }, request, response }: Ask<Record<string, never>>): Promise<void> => {
    const account = await accounts.get(accountId);
    if (account === null) throw new Problem('not_found', 'This account is gone.');
    const seatsHeld = await countSeats({ users }, account);
    const context = { account, references: await references.book(accountId), seatsHeld };
    const rows = kind === 'import-users' ? sampleImport(context) : sampleUpdate(context);
    const body = writeCsv(Readable.from(rows), { delimiter: ',' });
    await sendCsv(request, response, { fileName: `${kind}.csv`, body });
  };
}
