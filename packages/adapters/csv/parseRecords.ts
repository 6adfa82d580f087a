import type { Delimiter } from '@muster/domain';
import { parseString } from 'fast-csv';

/**
 * The cells of some complete records, one array per record, blank ones too; null when a quote is out of place.
 * Most of what a spreadsheet writes has no quotes, and where there is none there is nothing to parse: splitting it
 * takes a tenth of the time, and that is most of the time it takes to read a file.
 */
export async function parseRecords(text: string, delimiter: Delimiter): Promise<string[][] | null> {
  return text.includes('"') ? await parseQuoted(text, delimiter) : splitPlain(text, delimiter);
}

/** A fresh fast-csv for each block: it starts without a leftover of the block before, and it always ends. */
export function parseQuoted(text: string, delimiter: Delimiter): Promise<string[][] | null> {
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

/** Exactly what fast-csv makes of it: blanks before the first delimiter are no cell text, and alone they are no cell. */
export function splitPlain(text: string, delimiter: Delimiter): string[][] {
  const lines = text.split(/\r\n|\n|\r/);
  lines.pop(); // what stands behind the last line end: nothing
  return lines.map((line) => {
    const cells = line.split(delimiter).map(ownCopy);
    if (cells[0]?.trim() !== '') return cells;
    return cells.length === 1 ? [] : ['', ...cells.slice(1)];
  });
}

/**
 * A cell that is a view into its block keeps all 64 KB of it alive for as long as anybody remembers the cell, and
 * somebody remembers every e-mail address of a file. V8 makes views of 13 characters and more, so these are copied.
 */
function ownCopy(cell: string): string {
  return cell.length < 13 ? cell : ` ${cell}`.slice(1);
}
