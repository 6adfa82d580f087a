import type { Change } from './change.ts';
import { guardCell } from './formulaGuard.ts';

export const changeHeader = ['row', 'user_id', 'user_email', 'action', 'column', 'from', 'to'] as const;

/** A change as rows of the result file, one a cell. */
export function changeRows({ row, userId, userEmail, action, fields }: Change): string[][] {
  return Object.entries(fields).map(([column, { from, to }]) =>
    [String(row), userId, userEmail, action, column, from ?? '', to ?? ''].map(guardCell),
  );
}
