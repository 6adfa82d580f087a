import fc from 'fast-check';
import type { Delimiter } from '@muster/domain';
import { readCsv } from './readCsv.ts';
import { writeCsv } from './writeCsv.ts';

test('writes UTF-8 with a byte order mark, CRLF, and quotes only where they are needed', async () => {
  const rows = [
    ['name', 'note'],
    ['Åsa "A" Müller', 'one\ntwo'],
    [' padded', ''],
  ];
  expect((await written(rows, ';')).toString()).toBe(
    '\uFEFFname;note\r\n"Åsa ""A"" Müller";"one\ntwo"\r\n" padded";\r\n',
  );
});

test('writes cells as they are: what a formula is, others decide', async () => {
  expect((await written([['=1+1', "'x"]], ',')).toString()).toBe("\uFEFF=1+1,'x\r\n");
});

test('writes nothing but the byte order mark when there are no rows', async () => {
  expect((await written([], ',')).toString('hex')).toBe('efbbbf');
});

test('hands out blocks of about 64 KB', async () => {
  const blocks = [];
  const rows = Array.from({ length: 20_000 }, (_, row) => [`user${row}@example.com`, 'Agent']);
  for await (const block of writeCsv(stream(rows), { delimiter: ',' })) blocks.push(block.length);
  expect(blocks.length).toBeGreaterThan(5);
  for (const length of blocks.slice(0, -1)) expect(Math.abs(length - 65_536)).toBeLessThan(100);
});

const delimiters = fc.constantFrom<Delimiter>(',', ';', '\t');
// Any text but NUL, which no CSV may hold; and often the characters a CSV is made of.
const cells = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', ' ', '\uFEFF', "'", 'x', '😀') }),
);
const tables = fc.array(fc.array(cells, { minLength: 1, maxLength: 5 }), { maxLength: 20 });

test('what is written is read back, whatever the cells hold', async () => {
  await fc.assert(
    fc.asyncProperty(tables, delimiters, async (rows, delimiter) => {
      const table = [['name', 'note'], ...rows];
      const reading = await read([await written(table, delimiter)]);
      expect(reading.records.map((record) => record.cells)).toEqual(table);
      expect(reading.found).toMatchObject({ encoding: 'utf-8', delimiter, trouble: null });
    }),
    { numRuns: 300 },
  );
});

// Half of them CSV as we write it, half of them any bytes a CSV might be mistyped with.
const files = fc.oneof(
  fc
    .string({ unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', ' ', 'x', 'é', '\uFEFF', '\0') })
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

test('what is read does not depend on how the bytes arrive, and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.array(fc.nat(20)), async (bytes, sizes) => {
      expect(await read(split(bytes, sizes))).toEqual(await read([bytes]));
    }),
    { numRuns: 500 },
  );
});

test('nor does it when the pieces end inside characters, cells and line ends of a larger file', async () => {
  const bytes = await written(
    Array.from({ length: 4_000 }, (_, row) => [`${row}`, 'Åsa, "Ä"', 'one\r\ntwo', '😀'.repeat(row % 7)]),
    ',',
  );
  const whole = await read([bytes]);
  expect(whole.records).toHaveLength(4_000);
  for (const size of [1_021, 65_535, 65_537]) {
    expect(
      await read(
        split(
          bytes,
          Array.from({ length: Math.ceil(bytes.length / size) }, () => size),
        ),
      ),
    ).toEqual(whole);
  }
});

async function written(rows: readonly string[][], delimiter: Delimiter): Promise<Buffer> {
  const blocks = [];
  for await (const block of writeCsv(stream(rows), { delimiter })) blocks.push(block);
  return Buffer.concat(blocks);
}

async function read(chunks: readonly Uint8Array[]) {
  const { batches, found } = readCsv(stream(chunks), { encoding: null });
  const records = [];
  for await (const batch of batches) records.push(...batch);
  return { records, found: found() };
}

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

function split(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks = [];
  let from = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(from, from + size));
    from += size;
  }
  return [...chunks, bytes.subarray(from)];
}
