import type { Delimiter } from '@muster/domain';
import type { CsvTrouble } from '@muster/jobs';
import { delimiterVote } from './delimiterVote.ts';

/** Some complete records of a file, ready to be parsed; `cut`: the file ends here without a line end. */
export type Block = { text: string; firstRow: number; records: number; cut: boolean };

/** The records completed by a piece of text. `delimiter` is null while all of them are blank; nothing follows `trouble`. */
export type Guarded = { blocks: Block[]; delimiter: Delimiter | null; trouble: CsvTrouble | null };

/** In characters: longer than any honest record, and the most that one careless quote makes us hold. */
export const maxRecordLength = 1024 * 1024;
/** The width of an Excel sheet. */
export const maxCells = 16_384;
const maxBlockRecords = 500;

/**
 * Stands before the parser, which takes quadratic time over a record that does not end. Looks at every character
 * once, knows where each record ends, and stops at what no parser should see. Its idea of a quote is fast-csv's: one
 * opens a cell only as its first character that is not blank, and only blanks may follow the one that closes it.
 * `told` is the delimiter where the file names it; else the header record does.
 */
export function recordGuard(told: Delimiter | null): { take: (text: string) => Guarded; end: () => Guarded } {
  const vote = delimiterVote(told);
  let place: Place = 'cellStart';
  let row = 1;
  let length = 0;
  let cells = 1;
  let afterCarriageReturn = false;
  /** The open record's text from earlier pieces. Joined only once it is complete: a string that grows is copied again and again. */
  let open: string[] = [];

  return { take, end };

  function take(text: string): Guarded {
    const blocks: Block[] = [];
    let records = 0;
    let from = 0;
    let to = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === lineFeed && afterCarriageReturn) {
        // The second half of a line end belongs to the record before, or to nothing when that one has been handed on.
        afterCarriageReturn = false;
        to = at + 1;
        if (records === 0) from = to;
        continue;
      }
      afterCarriageReturn = code === carriageReturn && place !== 'quoted';
      if (afterCarriageReturn || (code === lineFeed && place !== 'quoted')) {
        endRecord();
        records += 1;
        to = at + 1;
        if (records === maxBlockRecords) handOn();
        continue;
      }
      const trouble = step(code);
      if (trouble !== null) {
        handOn();
        return { blocks, delimiter: vote.winner(), trouble };
      }
    }
    handOn();
    if (to < text.length) open.push(text.slice(to));
    return { blocks, delimiter: vote.winner(), trouble: null };

    function handOn(): void {
      if (records === 0) return;
      blocks.push({ text: open.join('') + text.slice(from, to), firstRow: row - records, records, cut: false });
      open = [];
      records = 0;
      from = to;
    }
  }

  function end(): Guarded {
    if (place === 'quoted') return { blocks: [], delimiter: vote.winner(), trouble: neverClosed() };
    const trouble: CsvTrouble | null = vote.hasSeenText() ? null : { code: 'file_empty', row: null, detail: 'no text' };
    if (length === 0) return { blocks: [], delimiter: vote.winner(), trouble };
    const block = { text: `${open.join('')}\n`, firstRow: row, records: 1, cut: true };
    endRecord();
    return { blocks: [block], delimiter: vote.winner(), trouble };
  }

  function endRecord(): void {
    vote.endRecord();
    place = 'cellStart';
    row += 1;
    length = 0;
    cells = 1;
  }

  function step(code: number): CsvTrouble | null {
    length += 1;
    if (length > maxRecordLength) return place === 'quoted' ? neverClosed() : tooLong('more than 1 MiB');
    if (code === 0) return malformed('a NUL character');
    if (place === 'quoted') {
      if (code === quote) place = 'quoteInQuoted';
    } else if (place === 'quoteInQuoted' && code === quote) {
      place = 'quoted';
    } else if (vote.isDelimiter(code)) {
      place = 'cellStart';
      cells += 1;
      if (cells > maxCells) return tooLong(`more than ${maxCells} cells`);
    } else if (place === 'cellStart' && code === quote) {
      place = 'quoted';
    } else if (place !== 'plain') {
      if (isBlank(code)) {
        if (place === 'quoteInQuoted') place = 'quoteClosed';
      } else if (place !== 'cellStart') {
        return malformed('text after a closing quote');
      } else {
        place = 'plain';
      }
    }
    vote.see(code);
    return null;
  }

  function neverClosed(): CsvTrouble {
    return malformed('a quote that is never closed');
  }

  function malformed(detail: string): CsvTrouble {
    return { code: 'csv_malformed', row, detail };
  }

  function tooLong(detail: string): CsvTrouble {
    return { code: 'record_too_long', row, detail };
  }
}

type Place = 'cellStart' | 'plain' | 'quoted' | 'quoteInQuoted' | 'quoteClosed';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** What the `\s` in fast-csv's search for a quote skips. */
function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return /\s/.test(String.fromCharCode(code));
}
