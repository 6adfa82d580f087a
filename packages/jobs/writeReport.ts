import {
  reportHeader,
  reportRow,
  unplacedReportRow,
  type Header,
  type Issue,
  type Job,
  type JobFile,
} from '@muster/domain';
import type { Examination, RowIssues } from './examineUpload.ts';
import { reportKey } from './fileKeys.ts';
import type { Ports } from './ports.ts';
import { readUpload } from './readUpload.ts';

type Needs = Pick<Ports, 'files' | 'readCsv' | 'writeCsv'>;
type Upload = Job & { kind: 'import-users' | 'update-users' };

/**
 * Writes the error report: the whole uploaded table again, each row beside what is wrong with it, ready to be
 * corrected and uploaded; and the short one, of the rows with issues only. A second call overwrites both.
 */
export async function writeReport(
  ports: Needs,
  job: Upload,
  examined: Examination,
  signal: AbortSignal,
): Promise<void> {
  const delimiter = examined.file.delimiter ?? ',';
  for (const rows of ['all', 'issues'] as const) {
    const lines = reportLines(ports, job, examined, rows);
    await ports.files.put(reportKey(job, rows), ports.writeCsv(lines, { delimiter }), { signal });
  }
}

async function* reportLines(
  ports: Needs,
  job: Upload,
  { issues, rowIssues }: Examination,
  rows: 'all' | 'issues',
): AsyncIterable<readonly string[]> {
  const unplaced = issues.filter((issue) => !isOfDataRow(issue));
  const next = inRowOrder(rowIssues.read());
  let header: Header | null = null;
  for await (const batch of (await readUpload(ports, job)).batches) {
    if (header === null) {
      header = batch.header;
      yield* opening(header, unplaced);
    }
    for (const row of batch.rows) {
      const found = await next(row.row);
      if (rows === 'all' || found.length > 0) yield reportRow(header, row, found);
    }
  }
  if (header === null) yield* opening(null, unplaced);
}
