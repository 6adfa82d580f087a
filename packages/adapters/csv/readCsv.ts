import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CsvReading, CsvRecord, CsvTrouble, ReadCsv } from '@muster/jobs';
import { bytesToText } from './bytesToText.ts';
import { evenPieces } from './evenPieces.ts';
import { parseRecords } from './parseRecords.ts';
import { readSepLine } from './readSepLine.ts';
import { type Guarded, recordGuard } from './recordGuard.ts';
import { sniffBytes } from './sniffBytes.ts';

/**
 * Bytes → even pieces → "is this CSV at all?" → text → guarded records → cells. Everything after the first arrow
 * sees the same pieces however the bytes arrived, so the result depends on the bytes alone. Held in memory at any
 * time: one piece, and the record that was still open when it ended (at most 1 Mi characters).
 */
export const readCsv: ReadCsv = (bytes, { encoding }) => {
  const known: Known = { encoding: null, delimiter: null, bytesRead: 0, trouble: null };
  async function* batches(): AsyncGenerator<CsvRecord[], void, undefined> {
    known.trouble = yield* readUntilTrouble(bytes, encoding, known);
  }
  return { batches: batches(), found: () => ({ ...known }) };
};

type Known = ReturnType<CsvReading['found']>;

/** Yields what can be read, returns why it could not be read further. */
type Batches = AsyncGenerator<CsvRecord[], CsvTrouble | null, undefined>;

async function* readUntilTrouble(
  bytes: AsyncIterable<Uint8Array>,
  namedEncoding: string | null,
  known: Known,
): Batches {
  let toText: ReturnType<typeof bytesToText> | null = null;
  let guard: ReturnType<typeof recordGuard> | null = null;

  for await (const piece of evenPieces(bytes)) {
    known.bytesRead += piece.length;
    if (toText === null) {
      const otherKind = sniffBytes(piece);
      if (otherKind !== null) return { code: 'not_csv', row: null, detail: otherKind };
      toText = bytesToText(piece, namedEncoding);
      known.encoding = toText.encoding;
    }
    const { text, unfit } = toText.decode(piece);
    if (unfit !== null) return { code: 'encoding_unsupported', row: null, detail: unfit };

    const sepLine = guard === null ? readSepLine(text) : null;
    guard ??= recordGuard(sepLine?.delimiter ?? null);
    const trouble = yield* batchesOf(guard.take(text.slice(sepLine?.length ?? 0)), known);
    if (trouble !== null) return trouble;
    // A large file must not keep the process from renewing its lease or answering anybody else.
    await nextTurn();
  }

  const unfit = toText?.end() ?? null;
  if (unfit !== null) return { code: 'encoding_unsupported', row: null, detail: unfit };
  return yield* batchesOf((guard ?? recordGuard(null)).end(), known);
}

async function* batchesOf({ blocks, delimiter, trouble }: Guarded, known: Known): Batches {
  known.delimiter = delimiter;
  for (const block of blocks) {
    const isBlank = block.blank || delimiter === null; // while there is no delimiter, all of them are
    const rows = isBlank ? blankRows(block.records) : await parseRecords(block.text, delimiter);
    if (rows?.length !== block.records) {
      // The guard has followed every quote; only a header that mixes delimiters with stray quotes gets here.
      return { code: 'csv_malformed', row: block.firstRow, detail: 'a quote out of place' };
    }
    yield rows.map((cells, index) => ({ row: block.firstRow + index, cells, cut: block.cut }));
  }
  return trouble;
}

/** What stands before the header says nothing about the delimiter, because there is nothing to delimit. */
function blankRows(records: number): string[][] {
  return Array.from({ length: records }, () => []);
}
