import type { CsvTrouble } from '@muster/jobs';
import { readCsv } from './readCsv.ts';

describe('records and rows', () => {
  test.each([
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['LF', 'a,b\n1,2\n3,4\n'],
    ['CR', 'a,b\r1,2\r3,4\r'],
  ])('ends records at %s', async (_name, text) => {
    expect(await cellsOf(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  test('numbers blank records too, and a quoted line break adds none', async () => {
    const { records } = await read('\nname,note\n\nAda,"one\r\ntwo"\n,\nBob,x\n');
    expect(records.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1],
      [2, 'name', 'note'],
      [3],
      [4, 'Ada', 'one\r\ntwo'],
      [5, '', ''],
      [6, 'Bob', 'x'],
    ]);
  });

  test('keeps every cell of short rows, long rows and a column called __proto__', async () => {
    expect(await cellsOf('__proto__,a,a\n1\n1,2,3,4\n')).toEqual([
      ['__proto__', 'a', 'a'],
      ['1'],
      ['1', '2', '3', '4'],
    ]);
  });

  test('marks the last record as cut when the file ends without a line end', async () => {
    const cut = await read('a,b\n1,2\n3');
    expect(cut.records.map((record) => record.cut)).toEqual([false, false, true]);
    const whole = await read('a,b\n1,2\n3,4\n');
    expect(whole.records.map((record) => record.cut)).toEqual([false, false, false]);
  });

  test('keeps a byte order mark that is not the first character', async () => {
    const rows = 'x'.repeat(10).concat('\n').repeat(500);
    expect((await cellsOf(`a\n${rows}\uFEFFb,c\n`)).at(-1)).toEqual(['\uFEFFb', 'c']);
  });

  test('counts the bytes it was given', async () => {
    expect((await read('é,b\n')).found.bytesRead).toBe(5);
  });
});

describe('the delimiter', () => {
  test.each([
    [',', 'a,b;c,d\n'],
    [';', 'a;b,c;d\n'],
    ['\t', 'a\tb\tc,d\n'],
    [';', '"a,b,c";d\n'],
    [',', 'name\n'],
    [';', '\n\r\n;;\na;b\n'],
    ['\t', 'a\tb'],
  ])('is %j for %j', async (delimiter, text) => {
    expect((await read(text)).found).toMatchObject({ delimiter, trouble: null });
  });

  test.each([
    ['other delimiters', ',,,\r\n\t\n'],
    ['blank cells in quotes', '"",""\r\n" ","\n"\n'],
    ['so many that they come in several pieces', `${','.repeat(9_000)}\n`.repeat(20)],
  ])('is that of the header, whatever blank records stand before it: %s', async (_name, before) => {
    const { records, found } = await read(`${before}a;b\r\n1;2\r\n`);
    const blanks = records.slice(0, -2);
    expect(found).toMatchObject({ delimiter: ';', trouble: null });
    expect(blanks.every(({ cells }) => cells.length === 0)).toBe(true);
    expect(records.slice(-2).map(({ row, cells }) => [row - blanks.length, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
    ]);
  });

  test.each(['","\n;\na;b\n', '""""\na;b\n'])(
    'is that of a record with nothing but a sign in quotes: %j',
    async (text) => {
      expect((await read(text)).found.delimiter).toBe(',');
    },
  );

  test("is the one of Excel's sep= line, which is no row of the spreadsheet", async () => {
    const { records, found } = await read('\uFEFFsep=;\r\nfull,name;email\r\n');
    expect(found.delimiter).toBe(';');
    expect(records).toEqual([{ row: 1, cells: ['full,name', 'email'], cut: false }]);
  });
});

describe('encodings', () => {
  const text = 'name,city\nÅsa Müller,€uro\n';
  const cells = [
    ['name', 'city'],
    ['Åsa Müller', '€uro'],
  ];

  test.each([
    ['UTF-8', Buffer.from(text), null, 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), null, 'utf-8'],
    ['UTF-16 LE with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), null, 'utf-16le'],
    ['UTF-16 BE with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), null, 'utf-16be'],
    ['UTF-16 LE when it is named', Buffer.from(text, 'utf16le'), 'utf-16le', 'utf-16le'],
    ['Windows-1252 when it is named', Buffer.from(text.replace('€', '\x80'), 'latin1'), 'windows-1252', 'windows-1252'],
    ['what the byte order mark says, whatever is named', Buffer.from(`\uFEFF${text}`), 'windows-1252', 'utf-8'],
  ])('reads %s', async (_name, bytes, named, encoding) => {
    const { records, found } = await read(bytes, named);
    expect(records.map((record) => record.cells)).toEqual(cells);
    expect(found).toMatchObject({ encoding, trouble: null });
  });

  test.each([
    ['Windows-1252 that nobody named', Buffer.from('Åsa\n', 'latin1'), null, 'bytes that are not utf-8'],
    ['a file that ends inside a character', Buffer.from('Å').subarray(0, 1), null, 'bytes that are not utf-8'],
    ['UTF-16 without a byte order mark', Buffer.from(text, 'utf16le'), null, 'UTF-16 without a byte order mark'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), null, 'UTF-32'],
    ['an unknown encoding', Buffer.from(text), 'klingon', 'the encoding "klingon", which is not known'],
  ])('refuses %s', async (_name, bytes, named, detail) => {
    expect((await read(bytes, named)).found.trouble).toEqual({ code: 'encoding_unsupported', row: null, detail });
  });
});

describe('trouble', () => {
  const noText = { code: 'file_empty', row: null, detail: 'no text' } as const;
  test.each<[string, string | Buffer, CsvTrouble]>([
    ['no bytes', '', noText],
    ['a byte order mark only', '\uFEFF', noText],
    ['blank lines only', '\n\r\n  \n,,\n', noText],
    ['a sep= line only', 'sep=,\n', noText],
    ['an xlsx', 'PK\x03\x04\x14\x00[Content_Types].xml', notCsv('an Excel workbook (.xlsx)')],
    [
      'an ods',
      'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
      notCsv('an OpenDocument spreadsheet (.ods)'),
    ],
    ['another zip', 'PK\x03\x04users.csv', notCsv('a ZIP archive')],
    [
      'an xls',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      notCsv('an Excel 97-2003 workbook (.xls) or another old Office file'),
    ],
    ['a PDF', '%PDF-1.7', notCsv('a PDF document')],
    ['gzip', Buffer.from('1f8b0800', 'hex'), notCsv('a gzip archive (.gz)')],
    ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), notCsv('a PNG image')],
    ['a web page', '\uFEFF\n<!DOCTYPE html><html>', notCsv('a web page (HTML)')],
    ['XML', '<?xml version="1.0"?>', notCsv('an XML file')],
    ['JSON', '[{"email": "a@example.com"}]', notCsv('a JSON file')],
    ['NUL bytes', Buffer.alloc(1_000), notCsv('binary data')],
    ['one NUL byte', 'a,b\n1,2\n3,\0\n', malformed(3, 'a NUL character')],
    ['an unclosed quote', 'a,b\n\n1,"2\n3,4\n', malformed(3, 'a quote that is never closed')],
    ['text after a closing quote', 'a,b\n1,2\n3,"4"5\n', malformed(3, 'text after a closing quote')],
    ['stray quotes under two delimiters', 'a, "x;"";";c\n', malformed(1, 'a quote out of place')],
  ])('%s', async (_name, bytes, trouble) => {
    expect((await read(bytes)).found.trouble).toEqual(trouble);
  });

  test('leaves what was read before it', async () => {
    const { records, found } = await read('a,b\n1,2\n3,"4\n');
    expect(found.trouble?.row).toBe(3);
    expect(records.map((record) => record.cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('is none when a quote stands inside a cell, or blanks around a quoted one', async () => {
    expect(await cellsOf('size 5",b\n \t"x" ,""""\n')).toEqual([
      ['size 5"', 'b'],
      ['x', '"'],
    ]);
  });

  test('of the store itself is thrown, not described', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n');
      throw await Promise.resolve(new Error('the store is gone'));
    }
    await expect(readAll(broken(), null)).rejects.toThrow('the store is gone');
  });
});

test('lets go of the bytes when its reader stops early', async () => {
  let isOpen = true;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield await Promise.resolve(Buffer.from('a,b\n'.repeat(20_000)));
    } finally {
      isOpen = false;
    }
  }
  const { batches } = readCsv(endless(), { encoding: null });
  for await (const batch of batches) if ((batch[0]?.row ?? 0) > 1_000) break;
  expect(isOpen).toBe(false);
});

test('lets others have their turn between batches', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  await read('some,cells,here\n'.repeat(50_000));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(10);
});

function read(bytes: string | Buffer, encoding: string | null = null) {
  return readAll(oneChunk(Buffer.from(bytes)), encoding);
}

async function readAll(bytes: AsyncIterable<Uint8Array>, encoding: string | null) {
  const { batches, found } = readCsv(bytes, { encoding });
  const records = [];
  for await (const batch of batches) records.push(...batch);
  return { records, found: found() };
}

async function cellsOf(text: string): Promise<string[][]> {
  return (await read(text)).records.map((record) => record.cells);
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function notCsv(detail: string): CsvTrouble {
  return { code: 'not_csv', row: null, detail };
}

function malformed(row: number, detail: string): CsvTrouble {
  return { code: 'csv_malformed', row, detail };
}
