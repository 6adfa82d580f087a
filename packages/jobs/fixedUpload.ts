import { replaceCells, type CellReplacement, type JobFile } from '@muster/domain';
import type { Ports } from './ports.ts';
import { readUpload, type UploadJob } from './readUpload.ts';

/**
 * The stored upload of a job, cell by cell as it was understood, with whole groups of cells replaced: the body of a new
 * upload that nobody has to edit by hand. Rows keep their numbers: where a blank one was, there is one again.
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
  let written = 0;
  for await (const { header, rows } of (await readUpload(ports, job)).batches) {
    if (written === 0) yield* at(header.row, header.cells);
    for (const row of rows) yield* at(row.row, replaceCells(row, replacements));
  }

  function* at(row: number, cells: readonly string[]): Iterable<readonly string[]> {
    for (written += 1; written < row; written += 1) yield [];
    yield cells;
  }
}

function delimiterOf({ delimiter }: JobFile): NonNullable<JobFile['delimiter']> {
  return delimiter ?? ',';
}
