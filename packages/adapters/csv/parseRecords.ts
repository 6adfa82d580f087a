import type { Delimiter } from '@muster/domain';
import { parseString } from 'fast-csv';

/**
 * The cells of some complete records, one array per record, blank ones too; null when a quote is out of place.
 * A fresh fast-csv for each block: it starts without a leftover of the block before, and it always ends.
 */
export function parseRecords(text: string, delimiter: Delimiter): Promise<string[][] | null> {
  return new Promise((resolve) => {
    const rows: string[][] = [];
    // Headers are read by us: fast-csv would drop a `__proto__` column, pad short rows and stop at long ones.
    parseString<string[], string[]>(withSpareMark(text), { headers: false, delimiter })
      .on('data', (cells: string[]) => rows.push(cells))
      .on('end', () => resolve(rows))
      .on('error', () => resolve(null));
  });
}

/** fast-csv takes a byte order mark off whatever it is given; here it would be a character of a cell. */
function withSpareMark(text: string): string {
  return text.startsWith('\uFEFF') ? `\uFEFF${text}` : text;
}
