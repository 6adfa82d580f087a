import type { Delimiter } from '@muster/domain';
import type { CsvTrouble } from '@muster/jobs';
import { delimiterVote } from './delimiterVote.ts';

/** Some complete records of a file, ready to be parsed. `blank`: they stand before the header; `cut`: no line end follows. */
type Block = { text: string; firstRow: number; records: number; blank: boolean; cut: boolean };

/** The records completed by a piece of text. `delimiter` is null until the header has ended; nothing follows `trouble`. */
export type Guarded = { blocks: Block[]; delimiter: Delimiter | null; trouble: CsvTrouble | null };

/** In characters: longer than any honest record, and the most that one careless quote makes us hold. */
const maxRecordLength = 1024 * 1024;
/** The width of an Excel sheet. */
const maxCells = 16_384;
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
  /** The open record's text from earlier pieces, joined only once it is complete: a growing string is copied again and again. */
  let open: string[] = [];

  return { take, end };

  function take(text: string): Guarded {
    const blocks: Block[] = [];
    let records = 0;
    let from = 0;
    let to = 0;
    let trouble: CsvTrouble | null = null;
    for (let at = 0; at < text.length && trouble === null; at += 1) {
      if (place === 'plain' || place === 'quoted') {
        const next = skipDull(text, at);
        if (!vote.hasText() && text.slice(at, next).trim() !== '') vote.noteText();
        length += next - at;
        at = next;
      }
      const code = text.charCodeAt(at);
      const endsLine = (code === lineFeed || code === carriageReturn) && place !== 'quoted';
      if (length > maxRecordLength) {
        trouble = place === 'quoted' ? malformed('a quote that is never closed') : tooLong('more than 1 MiB');
      } else if (code === lineFeed && afterCarriageReturn) {
        // The second half of a line end belongs to the record before, or to nothing when that one was handed on.
        to = at + 1;
        if (records === 0) from = to;
      } else if (endsLine) {
        if (vote.winner() === null && vote.hasText()) handOn(); // what stands before the header is blank, whatever separates it
        endRecord();
        records += 1;
        to = at + 1;
        if (records === maxBlockRecords) handOn();
      } else if (at < text.length) {
        trouble = step(code);
      }
      afterCarriageReturn = code === carriageReturn && endsLine;
    }
    handOn();
    if (to < text.length) open.push(text.slice(to));
    return { blocks, delimiter: vote.winner(), trouble };

    function handOn(): void {
      if (records === 0) return;
      const blank = vote.winner() === null;
      blocks.push({ text: open.join('') + text.slice(from, to), firstRow: row - records, records, blank, cut: false });
      open = [];
      records = 0;
      from = to;
    }
  }

  function end(): Guarded {
    const blocks: Block[] = [];
    let trouble: CsvTrouble | null = null;
    if (place === 'quoted') {
      trouble = malformed('a quote that is never closed');
    } else if (length > 0) {
      endRecord();
      const blank = vote.winner() === null;
      blocks.push({ text: `${open.join('')}\n`, firstRow: row - 1, records: 1, blank, cut: true });
    }
    if (trouble === null && !vote.hasText()) trouble = { code: 'file_empty', row: null, detail: 'no text' };
    return { blocks, delimiter: vote.winner(), trouble };
  }

  function endRecord(): void {
    vote.endRecord();
    place = 'cellStart';
    row += 1;
    length = 0;
    cells = 1;
  }

  /** One character that is no line end and may mean something. */
  function step(code: number): CsvTrouble | null {
    length += 1;
    if (code === 0) return malformed('a NUL character');
    if (place === 'quoted') {
      if (code === quote) place = 'quoteInQuoted';
      else if (!isBlank(code)) vote.noteText();
    } else if (code === quote && place === 'quoteInQuoted') {
      place = 'quoted';
      vote.noteText();
    } else if (vote.isDelimiter(code)) {
      place = 'cellStart';
      cells += 1;
      if (cells > maxCells) return tooLong(`more than ${maxCells} cells`);
    } else if (isBlank(code)) {
      if (place === 'quoteInQuoted') place = 'quoteClosed';
    } else if (place === 'cellStart') {
      place = code === quote ? 'quoted' : 'plain';
      if (code !== quote) vote.noteText();
    } else if (place !== 'plain') {
      return malformed('text after a closing quote');
    }
    return null;
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

/** Where the next character stands that can mean anything inside a plain or a quoted cell; most cannot. */
function skipDull(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x3b && telling.has(code)) break;
    at += 1;
  }
  return at;
}

const telling = new Set(Array.from('\0\n\r",;\t', (character) => character.charCodeAt(0)));

/** What the `\s` in fast-csv's search for a quote skips. */
function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return /\s/.test(String.fromCharCode(code));
}
