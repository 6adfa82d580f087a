import { placedReportRow, reportHeader, reportRow, unplacedReportRow, type Header, type Issue } from '@muster/domain';
import type { Ports, Spool } from './ports.ts';
import { readUpload, type UploadJob } from './readUpload.ts';
import { rowIssueReader, type RowIssues } from './rowIssues.ts';

/**
 * The uploaded table again, read a second time, each row beside what is wrong with it. A file that could not be read to its
 * end has no table in its report: whoever uploads a report as it is would lose the rows after the break without a word.
 */
export async function* uploadReport(
  ports: Pick<Ports, 'files' | 'readCsv'>,
  job: UploadJob,
  { unplaced, rowIssues, isWhole }: { unplaced: readonly Issue[]; rowIssues: Spool<RowIssues>; isWhole: boolean },
  rows: 'all' | 'issues',
): AsyncIterable<readonly string[]> {
  if (!isWhole) {
    yield* opening(null, unplaced);
    for await (const { row, issues } of rowIssues.read()) yield placedReportRow(row, issues);
    return;
  }
  const issuesOf = rowIssueReader(rowIssues);
  let header: Header | null = null;
  for await (const batch of (await readUpload(ports, job)).batches) {
    if (header === null) {
      header = batch.header;
      yield* opening(header, unplaced);
    }
    for (const row of batch.rows) {
      const found = await issuesOf(row.row);
      if (rows === 'all' || found.length > 0) yield reportRow(row, found);
    }
  }
  if (header === null) yield* opening(null, unplaced);
}

/** The header, then what is wrong with the file or the account as a whole: rows that an upload takes for blank. */
function* opening(header: Header | null, unplaced: readonly Issue[]): Iterable<readonly string[]> {
  yield reportHeader(header);
  for (const issue of unplaced) yield unplacedReportRow(header, issue);
}
