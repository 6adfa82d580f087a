import { readHeader, readRow, reportHeader, reportRow, unplacedReportRow, type Issue } from '@muster/domain';
import type { Spool } from './ports.ts';
import type { RowIssues } from './rowIssues.ts';

/** Who stands in the way of an undo, as a table like any other report's. */
export async function* undoReport(
  unplaced: readonly Issue[],
  rowIssues: Spool<RowIssues>,
): AsyncIterable<readonly string[]> {
  const { header } = readHeader(['user_id', 'user_email'], 1, 'update-users');
  yield reportHeader(header);
  for (const issue of unplaced) yield unplacedReportRow(header, issue);
  for await (const { row, user, issues: found } of rowIssues.read()) {
    const cells = user === undefined ? [] : [user.userId, user.userEmail];
    yield reportRow(readRow(header, { row, cells, cut: false }), found);
  }
}
