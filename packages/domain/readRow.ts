import { issueOf } from './flaw.ts';
import type { Issue } from './issue.ts';
import type { Header } from './readHeader.ts';
import { understandCell } from './understandCell.ts';

/** A row as it was understood, before anybody asks what its cells mean. */
export type Row = {
  /** As a spreadsheet numbers it. */
  row: number;
  header: Header;
  /** Every cell, by position; a short row ends early. */
  cells: readonly string[];
  /** Blank rows are numbered, and otherwise skipped. */
  blank: boolean;
  /** `column_count`: its cells stand under the wrong columns, so nothing else of it is checked. */
  issues: readonly Issue[];
};

/** A record under a header. `cut`: it is the last one, and the file ends without a line end. */
export function readRow(
  header: Header,
  { row, cells: raw, cut }: { row: number; cells: readonly string[]; cut: boolean },
): Row {
  const cells = raw.map(understandCell);
  const blank = cells.every((cell, position) => cell === '' || header.ignored.has(position));
  return { row, header, cells, blank, issues: blank ? noIssues : columnCount(header, { row, cells, cut }) };
}

/** Does the file end in the middle of this row? Then nobody knows what came after it. */
export function isCutOff({ header: { width }, cells, issues }: Row): boolean {
  return issues.length > 0 && cells.length < width;
}

const noIssues: readonly Issue[] = [];

function columnCount(
  { width, ignored }: Header,
  { row, cells, cut }: { row: number; cells: readonly string[]; cut: boolean },
): readonly Issue[] {
  const place = { row, column: null };
  if (cells.length < width) {
    if (!cut) return noIssues;
    return [issueOf('column_count', place, { value: null, cells: cells.length, columns: width })];
  }
  for (let position = width; position < cells.length; position += 1) {
    const value = cells[position] ?? '';
    if (value === '' || ignored.has(position)) continue;
    return [issueOf('column_count', place, { value, cells: position + 1, columns: width })];
  }
  return noIssues;
}
