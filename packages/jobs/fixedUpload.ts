import { replaceCells, type CellReplacement, type Header, type JobFile } from '@muster/domain';
import type { Ports } from './ports.ts';
import { readUpload, type UploadJob } from './readUpload.ts';

/**
 * The stored upload of a job, cell by cell as it was understood, with whole groups of cells replaced: the body of a new
 * upload that nobody has to edit by hand.
 * @throws Fault `source_missing`, `source_corrupt`.
 */
export function fixedUpload(
  ports: Pick<Ports, 'files' | 'readCsv' | 'writeCsv'>,
  job: UploadJob,
  replacements: readonly CellReplacement[],
): AsyncIterable<Uint8Array> {
  return ports.writeCsv(fixedRows(ports, job, replacements), { delimiter: delimiterOf(job.file) });
}

async function* fixedRows(
  ports: Pick<Ports, 'files' | 'readCsv'>,
  job: UploadJob,
  replacements: readonly CellReplacement[],
): AsyncIterable<readonly string[]> {
  let header: Header | null = null;
  for await (const batch of (await readUpload(ports, job)).batches) {
    if (header === null) yield batch.header.cells;
    header = batch.header;
    for (const row of batch.rows) yield replaceCells(row, replacements);
  }
}

function delimiterOf({ delimiter }: JobFile): NonNullable<JobFile['delimiter']> {
  return delimiter ?? ',';
}
