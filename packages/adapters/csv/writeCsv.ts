import type { WriteCsv } from '@muster/jobs';

const blockLength = 64 * 1024;

/** UTF-8 with a byte order mark and CRLF, because that is what Excel shows without spoiling names. */
export const writeCsv: WriteCsv = async function* (rows, { delimiter }) {
  let block = '\uFEFF';
  for await (const row of rows) {
    block += `${row.length === 1 && row[0] === '' ? '""' : row.map(written).join(delimiter)}\r\n`;
    if (block.length < blockLength) continue;
    yield Buffer.from(block);
    block = '';
  }
  if (block !== '') yield Buffer.from(block);
};

/**
 * Quoted where a reader would otherwise see other cells: at any delimiter, so that a file reads the same whatever its
 * reader takes for one, and at blanks on either side, which readers drop.
 */
function written(cell: string): string {
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const needsQuotes = /[",;\t\r\n]|^\s|\s$/;
