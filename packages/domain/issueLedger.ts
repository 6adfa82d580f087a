import { issueScopes, type Issue, type IssueCode, type IssueGroup, type IssueScope } from './issue.ts';
import { key } from './key.ts';

/** Counts every issue of a file, however many there are, and keeps the first of them and what they have in common. */
export type IssueLedger = {
  /** Issues of rows come in row order, those of the file and of the account at any time. */
  add: (issues: readonly Issue[]) => void;
  total: () => number;
  /** Rows with at least one issue. */
  invalidRows: () => number;
  /** The first 10,000: of the file, of the rows, of the account. */
  issues: () => Issue[];
  /** Those of the file and of the account, however many rows have some. */
  unplaced: () => Issue[];
  /** Largest first, equal ones in the order in which they first appeared. */
  groups: () => IssueGroup[];
};

export function issueLedger(): IssueLedger {
  const kept: Record<IssueScope, Issue[]> = { file: [], row: [], account: [] };
  const groups = new Map<string, IssueGroup>();
  let total = 0;
  let invalidRows = 0;
  let lastRow = 0;

  return {
    add: (issues) => {
      for (const issue of issues) {
        const scope = issueScopes[issue.code];
        total += 1;
        if (kept[scope].length < mostKept) kept[scope].push(issue);
        count(groups, issue);
        if (scope !== 'row' || issue.row === null || issue.row === lastRow) continue;
        lastRow = issue.row;
        invalidRows += 1;
      }
    },
    total: () => total,
    invalidRows: () => invalidRows,
    issues: () => [...kept.file, ...kept.row, ...kept.account].slice(0, mostKept),
    unplaced: () => [...kept.file, ...kept.account],
    groups: () => [...groups.values()].sort((one, other) => other.count - one.count),
  };
}

const mostKept = 10_000;
const mostGroups = 10_000;
const mostFirstRows = 10;

function count(groups: Map<string, IssueGroup>, issue: Issue): void {
  const group = groupOf(groups, issue);
  group.count += 1;
  if (issue.row !== null && group.firstRows.length < mostFirstRows && group.firstRows.at(-1) !== issue.row) {
    group.firstRows.push(issue.row);
  }
}

/** A file of nothing but different typos must not fill the memory: what has no room of its own is counted together. */
function groupOf(groups: Map<string, IssueGroup>, issue: Issue): IssueGroup {
  const { code, column, suggestion } = issue;
  const value = code === 'reference_not_found' || code === 'value_invalid' ? issue.value : null;
  const own = groups.get(groupKey(code, column, value));
  if (own !== undefined) return own;
  if (groups.size < mostGroups) return open(groups, { code, column, value, suggestion });
  const shared = { code, column: value === null ? null : column, value: null }; // without a value, columns are what differs
  return groups.get(groupKey(code, shared.column, null)) ?? open(groups, shared);
}

function groupKey(code: IssueCode, column: string | null, value: string | null): string {
  return `${code}\n${column ?? ''}\n${value === null ? '' : key(value)}`;
}

function open(
  groups: Map<string, IssueGroup>,
  cause: Pick<IssueGroup, 'code' | 'column' | 'value'> & { suggestion?: string | undefined },
): IssueGroup {
  const { suggestion, ...common } = cause;
  const group: IssueGroup = { ...common, count: 0, firstRows: [] };
  if (suggestion !== undefined) group.suggestion = suggestion;
  groups.set(groupKey(group.code, group.column, group.value), group);
  return group;
}
