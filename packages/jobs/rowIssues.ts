import type { Issue } from '@muster/domain';
import type { Spool } from './ports.ts';

/** The issues of one row, on their way through a spool. */
type RowIssues = { row: number; issues: readonly Issue[] };

/** Lays the issues of a row aside. Rows come in order. */
export function spoolRowIssues(spool: Spool, entry: RowIssues): Promise<void> {
  return spool.append(JSON.stringify(entry));
}

/** Gives the issues of one row after another, asked for in the same order; none for a row without. */
export function rowIssueReader(spool: Spool): (row: number) => Promise<readonly Issue[]> {
  const lines = spool.read()[Symbol.asyncIterator]();
  let next: RowIssues | 'unread' | 'ended' = 'unread';
  const read = async (): Promise<RowIssues | 'ended'> => {
    const line = await lines.next();
    return line.done === true ? 'ended' : parse(line.value);
  };
  return async (row) => {
    if (next === 'unread') next = await read();
    if (next === 'ended' || next.row !== row) return [];
    const { issues } = next;
    next = 'unread';
    return issues;
  };
}

function parse(line: string): RowIssues {
  const entry: RowIssues = JSON.parse(line); // written by `spoolRowIssues` in this very process
  return entry;
}
