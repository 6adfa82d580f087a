import { unguardCell } from './formulaGuard.ts';

/** A cell as it is understood: trimmed, without the quote that keeps a spreadsheet from running it. */
export function understandCell(cell: string): string {
  const trimmed = cell.trim();
  const text = unguardCell(trimmed);
  return text === trimmed ? trimmed : text.trim();
}
