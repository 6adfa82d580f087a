import type { JobView } from '@muster/contract';
import { grouped } from './printable.ts';
import type { Step } from './progressDisplay.ts';

/** How far a job is, in rows where they are counted, else in bytes. */
export function stepOf({ state, progress }: JobView): Step {
  const { rowsRead, rowsTotal, bytesRead, bytesTotal } = progress;
  const read = rowsTotal === null ? share(bytesRead, bytesTotal) : share(rowsRead, rowsTotal);
  const of = rowsTotal === null ? '' : ` of ${grouped(rowsTotal)}`;
  return { what: state, part: read, detail: rowsRead === 0 ? '' : `${grouped(rowsRead)}${of} rows` };
}

function share(done: number, total: number | null): number | null {
  return total === null || total === 0 ? null : Math.min(1, done / total);
}
