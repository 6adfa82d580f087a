import { key, understandCell } from '@muster/domain';
import type { ReadCsv } from '@muster/jobs';

/** One person as they were written, or why the row cannot be read (row null: none can). Rows count from 1. */
export type PeopleRow = { row: number | null } & ({ input: unknown } | { trouble: string });

/** Longer than any person; what has no line end must not be kept waiting for one. */
const longestLine = 16 * 1024;

/** One JSON value a line; blank lines are counted and skipped. */
export async function* jsonRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<PeopleRow, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let row = 0;
  for await (const piece of bytes) {
    const text = decoded(() => decoder.decode(piece, { stream: true }));
    if (text === null) return yield { row: null, trouble: notUtf8 };
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* jsonRow((row += 1), line);
    if (rest.length > longestLine) return yield { row: row + 1, trouble: 'the line has no end.' };
  }
  const text = decoded(() => decoder.decode());
  if (text === null) return yield { row: null, trouble: notUtf8 };
  yield* jsonRow(row + 1, rest + text);
}

/** A header with the columns email and displayName, in any order, and a row each. */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  readCsv: ReadCsv,
): AsyncGenerator<PeopleRow, void, undefined> {
  const reading = readCsv(bytes, { encoding: null });
  let columns: Columns | null = null;
  for await (const batch of reading.batches) {
    for (const { row, cells: raw } of batch) {
      const cells = raw.map(understandCell);
      if (cells.every((cell) => cell === '')) continue;
      if (columns !== null) {
        yield csvRow(row, cells, columns);
        continue;
      }
      columns = columnsOf(cells);
      if (columns === null) return yield { row, trouble: 'the header must have the columns email and displayName.' };
    }
  }
  const { trouble } = reading.found();
  if (trouble !== null) yield { row: trouble.row, trouble: `this cannot be read as CSV: ${trouble.detail}.` };
}

const notUtf8 = 'The body is not encoded as UTF-8.';

function decoded(decode: () => string): string | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

function* jsonRow(row: number, line: string): Generator<PeopleRow, void, undefined> {
  if (line.trim() === '') return;
  try {
    const input: unknown = JSON.parse(line);
    yield { row, input };
  } catch {
    yield { row, trouble: 'this is not a JSON object.' };
  }
}

type Columns = { email: number; displayName: number; count: number };

function columnsOf(header: readonly string[]): Columns | null {
  const names = header.map((cell) => key(cell).replaceAll(/[_ -]/g, ''));
  const [email, displayName] = [names.indexOf('email'), names.indexOf('displayname')];
  return email === -1 || displayName === -1 || names.length !== 2 ? null : { email, displayName, count: 2 };
}

function csvRow(row: number, cells: readonly string[], { email, displayName, count }: Columns): PeopleRow {
  if (cells.slice(count).some((cell) => cell !== '')) return { row, trouble: 'there are more cells than columns.' };
  return { row, input: { email: cells[email] ?? '', displayName: cells[displayName] ?? '' } };
}
