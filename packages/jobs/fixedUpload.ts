import { cellReplacer, isCutOff, type CellReplacement, type JobFile } from '@muster/domain';
import type { Ports } from './ports.ts';
import { readUpload, type UploadJob } from './readUpload.ts';

/** The corrected file. Once it has been read, `isWhole` says whether all of the old one could be. */
export type FixedUpload = { bytes: AsyncIterable<Uint8Array>; isWhole: () => boolean };

/**
 * The stored upload of a job, cell by cell as it was understood, with whole groups of cells replaced: the body of a new
 * upload that nobody has to edit by hand. Rows keep their numbers: where a blank one was, there is one again.
 * @throws Fault `source_missing`, `source_corrupt`.
 */
export function fixedUpload(
  ports: Pick<Ports, 'files' | 'readCsv' | 'writeCsv'>,
  job: UploadJob,
  replacements: readonly CellReplacement[],
): FixedUpload {
  const replaceCells = cellReplacer(replacements);
  let isWhole = false;

  async function* fixedRows(): AsyncIterable<readonly string[]> {
    const { batches, found } = await readUpload(ports, job);
    let isCut = false;
    let written = 0;
    for await (const { header, rows } of batches) {
      if (written === 0) yield* at(header.row, header.cells);
      for (const row of rows) yield* at(row.row, replaceCells(row));
      isCut ||= rows.some(isCutOff);
    }
    isWhole = found().trouble === null && !isCut;

    function* at(row: number, cells: readonly string[]): Iterable<readonly string[]> {
      for (written += 1; written < row; written += 1) yield [];
      yield cells;
    }
  }

  const delimiter = delimiterOf(job.file);
  return { bytes: ports.writeCsv(fixedRows(), { delimiter }), isWhole: () => isWhole };
}

function delimiterOf({ delimiter }: JobFile): NonNullable<JobFile['delimiter']> {
  return delimiter ?? ',';
}
