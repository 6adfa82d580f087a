import { sampleImport } from '@muster/domain';
import { Readable } from 'node:stream';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { sendCsv } from './sendCsv.ts';

/** A file to start from, with names that this account has. */
export function getImportSample(ports: ApiPorts) {
  return async ({ caller, request, response }: Ask<Record<string, never>>): Promise<void> => {
    const rows = sampleImport(await ports.references.book(caller.accountId));
    const body = ports.writeCsv(Readable.from(rows), { delimiter: ',' });
    await sendCsv(request, response, { fileName: 'import-users.csv', body });
  };
}
