import { createHash } from 'node:crypto';
import {
  Fault,
  readHeader,
  readRow,
  type Header,
  type Issue,
  type Job,
  type JobFile,
  type Row,
  type UploadKind,
} from '@muster/domain';
import { sourceKey } from './fileKeys.ts';
import type { CsvReading, CsvRecord, Ports } from './ports.ts';

/** A job with a file to read. */
export type UploadJob = Job & { kind: UploadKind; file: JobFile };

/** @throws Fault `internal` for a job without an upload. */
export function asUploadJob(job: Job): UploadJob {
  const { kind, file } = job;
  if (file === null || (kind !== 'import-users' && kind !== 'update-users')) {
    throw new Fault('internal', { retry: false, message: `${job.id} has no upload` });
  }
  return { ...job, kind, file };
}

/** An upload as a table: its header once found, then its rows. Blank rows are numbered and left out. */
export type UploadReading = {
  batches: AsyncIterable<UploadBatch>;
  found: CsvReading['found'];
};

/** Some hundred rows. `headerIssues` come with the first batch only. */
type UploadBatch = { header: Header; headerIssues: Issue[]; rows: Row[] };

/**
 * Opens the stored upload of a job. Reading it to its end proves that the file store returned what was uploaded.
 * @throws Fault `source_missing`, `source_corrupt`.
 */
export async function readUpload(ports: Pick<Ports, 'files' | 'readCsv'>, job: UploadJob): Promise<UploadReading> {
  const bytes = await ports.files.get(sourceKey(job));
  if (bytes === null) throw new Fault('source_missing', { retry: false });
  const reading = ports.readCsv(proven(bytes, job.file), { encoding: job.encoding });
  return { batches: table(reading.batches, job.kind), found: reading.found };
}

async function* table(records: AsyncIterable<CsvRecord[]>, kind: UploadKind): AsyncIterable<UploadBatch> {
  let header: Header | null = null;
  for await (const batch of records) {
    let rest = batch;
    let headerIssues: Issue[] = [];
    if (header === null) {
      const at = batch.findIndex(({ cells }) => cells.some((cell) => cell.trim() !== ''));
      const first = batch[at];
      if (first === undefined) continue;
      const read = readHeader(first.cells, first.row, kind);
      header = read.header;
      headerIssues = read.issues;
      rest = batch.slice(at + 1);
    }
    const known = header;
    yield { header, headerIssues, rows: rest.map((record) => readRow(known, record)).filter((row) => !row.blank) };
  }
}

/** Passes the bytes on, and throws instead of ending when they are not what was uploaded. */
async function* proven(bytes: AsyncIterable<Uint8Array>, file: JobFile): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    count += chunk.byteLength;
    yield chunk;
  }
  if (count !== file.bytes || hash.digest('hex') !== file.sha256) throw new Fault('source_corrupt', { retry: true });
}
