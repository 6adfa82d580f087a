import { issueScopes, reportHeader, reportRow, unplacedReportRow, type Header, type Issue } from '@muster/domain';
import type { Examination } from './examineUpload.ts';
import { reportKey } from './fileKeys.ts';
import type { Ports, Spool } from './ports.ts';
import { readUpload, type UploadJob } from './readUpload.ts';
import { rowIssueReader, type RowIssues } from './rowIssues.ts';

type Needs = Pick<Ports, 'files' | 'readCsv' | 'writeCsv'>;

/**
 * Writes the error report: the whole uploaded table again, each row beside what is wrong with it, ready to be
 * corrected and uploaded; and the short one, of the rows with issues only. A second call overwrites both.
 */
export async function writeReport(
  ports: Needs,
  job: UploadJob,
  examined: Examination,
  { rowIssues, signal }: { rowIssues: Spool<RowIssues>; signal: AbortSignal },
): Promise<void> {
  const delimiter = examined.file.delimiter ?? ',';
  for (const rows of ['all', 'issues'] as const) {
    const lines = reportLines(ports, job, examined.issues, rowIssues, rows);
    await ports.files.put(reportKey(job, rows), ports.writeCsv(lines, { delimiter }), { signal });
  }
}

async function* reportLines(
  ports: Needs,
  job: UploadJob,
  issues: readonly Issue[],
  rowIssues: Spool<RowIssues>,
  rows: 'all' | 'issues',
): AsyncIterable<readonly string[]> {
  const issuesOf = rowIssueReader(rowIssues);
  let header: Header | null = null;
  for await (const batch of (await readUpload(ports, job)).batches) {
    if (header === null) {
      header = batch.header;
      yield* opening(header, issues);
    }
    for (const row of batch.rows) {
      const found = await issuesOf(row.row);
      if (rows === 'all' || found.length > 0) yield reportRow(row, found);
    }
  }
  if (header === null) yield* opening(null, issues);
}

/** The header, then what is wrong with the file or the account as a whole: rows that an upload takes for blank. */
function* opening(header: Header | null, issues: readonly Issue[]): Iterable<readonly string[]> {
  yield reportHeader(header);
  for (const issue of issues) {
    if (issueScopes[issue.code] !== 'row') yield unplacedReportRow(header, issue);
  }
}
