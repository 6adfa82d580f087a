import type { Delimiter } from '@muster/domain';

/**
 * Excel's own first line `sep=;` tells the delimiter and is not shown in the spreadsheet, so it is no record here
 * either: row numbers stay those on the user's screen. `length` is what to skip.
 */
export function readSepLine(text: string): { delimiter: Delimiter; length: number } | null {
  for (const delimiter of [',', ';', '\t'] as const) {
    const line = new RegExp(`^"?sep=${delimiter}"?(\\r\\n|\\n|\\r|$)`, 'i').exec(text);
    if (line !== null) return { delimiter, length: line[0].length };
  }
  return null;
}
