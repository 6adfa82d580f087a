import type { Issue, IssueCode } from './issue.ts';
import { issueSentence, type IssueFacts } from './issueSentences.ts';

/** An issue whose place is not known yet: what a cell's parser finds wrong. */
export type Flaw = { code: IssueCode; value: string | null; sentence: string; suggestion?: string };

export function flaw<C extends IssueCode>(code: C, facts: IssueFacts[C]): Flaw {
  const { value, suggestion } = facts;
  const found = { code, value: value === null ? null : bounded(value), sentence: issueSentence(code, facts) };
  return suggestion === undefined ? found : { ...found, suggestion };
}

/** Row and column of an issue, null where it has none. */
export type Place = Pick<Issue, 'row' | 'column'>;

export function issueAt({ row, column }: Place, { code, value, sentence, suggestion }: Flaw): Issue {
  const message = `${prefix({ row, column })}${sentence}`;
  const issue = { row, column, code, message, value };
  return suggestion === undefined ? issue : { ...issue, suggestion };
}

/** An issue made in one go, for example `issueOf('file_no_rows', { row: null, column: null }, { value: null })`. */
export function issueOf<C extends IssueCode>(code: C, place: Place, facts: IssueFacts[C]): Issue {
  return issueAt(place, flaw(code, facts));
}

function prefix({ row, column }: Place): string {
  if (row === null) return '';
  return column === null ? `Row ${row}: ` : `Row ${row}, ${column}: `;
}

/** Issues are kept by the thousand and a cell may be a megabyte long. */
function bounded(value: string): string {
  return value.length > 500 ? `${value.slice(0, 499)}…` : value;
}
