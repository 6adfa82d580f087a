import { issueOf, type Issue } from '@muster/domain';
import type { CsvTrouble } from './ports.ts';

/** What is wrong with the file as a whole, known once it has been read as far as it goes. */
export function fileIssues(seen: {
  trouble: CsvTrouble | null;
  header: boolean;
  rows: number;
  limit: number;
}): Issue[] {
  const file = { row: null, column: null };
  const found: Issue[] = [];
  if (seen.trouble !== null) found.push(troubleIssue(seen.trouble));
  else if (!seen.header) found.push(issueOf('file_empty', file, { value: null }));
  else if (seen.rows === 0) found.push(issueOf('file_no_rows', file, { value: null }));
  if (seen.rows > seen.limit) {
    found.push(issueOf('too_many_rows', file, { value: null, actual: seen.rows, limit: seen.limit }));
  }
  return found;
}

function troubleIssue({ code, row, detail }: CsvTrouble): Issue {
  const place = { row, column: null };
  return code === 'file_empty' ? issueOf(code, place, { value: null }) : issueOf(code, place, { value: null, detail });
}
