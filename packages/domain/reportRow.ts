import { guardCell, unguardCell } from './formulaGuard.ts';
import type { Issue } from './issue.ts';
import type { Header } from './readHeader.ts';
import type { Row } from './readRow.ts';

/*
 * The error report: the uploaded table again, with `_row` and `_errors`. It is made to be corrected and uploaded as
 * it is: read again, its cells are understood as they were the first time, and its own two columns are ignored.
 */

/** The header as uploaded; of a file in which none was found, our own columns alone. */
export function reportHeader(header: Header | null): string[] {
  const cells = kept(header, header?.cells ?? []);
  return [...cells.map((cell) => guardCell(unguardCell(cell))), '_row', '_errors'];
}

/** A row as it was understood, and what is wrong with it. Cells beyond the header stay beyond it, if any is not blank. */
export function reportRow({ row, header, cells }: Row, issues: readonly Issue[]): string[] {
  const width = header.cells.length;
  const under = Array.from({ length: width }, (_, position) => cells[position] ?? '');
  const beyond = cells.slice(width, cells.findLastIndex((cell) => cell !== '') + 1);
  return [...kept(header, under), String(row), errors(issues), ...beyond].map(guardCell);
}

/** What is wrong with a row, without its cells: for a report that is no table. */
export function placedReportRow(row: number, issues: readonly Issue[]): string[] {
  return [String(row), errors(issues)];
}

/** An issue of the file, the header or the account: blank for whoever reads the report again. */
export function unplacedReportRow(header: Header | null, issue: Issue): string[] {
  return [...kept(header, header?.cells ?? []).map(() => ''), '', errors([issue])];
}

/** All but what an earlier report has added. */
function kept(header: Header | null, cells: readonly string[]): string[] {
  return cells.filter((_, position) => !ownColumns.includes(header?.cells[position]?.trim().toLowerCase() ?? ''));
}

const ownColumns = ['_row', '_errors'];

function errors(issues: readonly Issue[]): string {
  return issues.map(({ code, message }) => `${code}: ${message}`).join(' | ');
}
