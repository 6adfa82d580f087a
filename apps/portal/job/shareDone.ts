import type { JobView } from '@muster/contract';

/** How much of its present phase a job has done, from 0 to 1. Until the rows are counted the bytes tell. */
export function shareDone({ progress: { rowsRead, rowsTotal, bytesRead, bytesTotal } }: JobView): number {
  if (rowsTotal !== null) return rowsTotal === 0 ? 1 : rowsRead / rowsTotal;
  return bytesTotal === null || bytesTotal === 0 ? 0 : bytesRead / bytesTotal;
}
