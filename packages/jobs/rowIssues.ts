import type { Issue } from '@muster/domain';
import type { Spool } from './ports.ts';

/** The issues of one row, on their way through a spool; with the user it is about where no upload says so. */
export type RowIssues = {
  row: number;
  issues: readonly Issue[];
  user?: { userId: string; userEmail: string };
};

/** Gives the issues of one row after another, asked for in the order they were laid aside; none for a row without. */
export function rowIssueReader(spool: Spool<RowIssues>): (row: number) => Promise<readonly Issue[]> {
  const entries = spool.read()[Symbol.asyncIterator]();
  let next: RowIssues | 'unread' | 'ended' = 'unread';
  const read = async (): Promise<RowIssues | 'ended'> => {
    const entry = await entries.next();
    return entry.done === true ? 'ended' : entry.value;
  };
  return async (row) => {
    if (next === 'unread') next = await read();
    if (next === 'ended' || next.row !== row) return [];
    const { issues } = next;
    next = 'unread';
    return issues;
  };
}
