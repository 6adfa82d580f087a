import type { CsvTrouble } from '@muster/jobs';
import { readCsv } from './readCsv.ts';

/** Each file is made while it is read, so that only the reader's own memory counts. */
const mebibyte = 1024 * 1024;
const files: [
  name: string,
  bytes: () => Iterable<Uint8Array>,
  outcome: { trouble: CsvTrouble | null; records: number },
][] = [
  [
    'a line of 64 MB',
    () => repeated('user_email,role\n', 'x'.repeat(mebibyte), 64),
    { trouble: { code: 'record_too_long', row: 2, detail: 'more than 1 MiB' }, records: 1 },
  ],
  [
    'an unclosed quote before 64 MB of rows',
    () => repeated('user_email,role\na@example.com,"Agent\n', 'b@example.com,Agent\n'.repeat(50_000), 64),
    { trouble: { code: 'csv_malformed', row: 2, detail: 'a quote that is never closed' }, records: 1 },
  ],
  [
    '100,000 columns',
    () => [Buffer.from(Array.from({ length: 100_000 }, (_, index) => `column_${index}`).join(','))],
    { trouble: { code: 'record_too_long', row: 1, detail: 'more than 16384 cells' }, records: 0 },
  ],
  [
    'a million blank lines, then nothing',
    () => repeated('', '\n'.repeat(100_000), 10),
    { trouble: { code: 'file_empty', row: null, detail: 'no text' }, records: 1_000_000 },
  ],
  [
    'a million blank lines, then a header',
    () => [...repeated('', '\r\n'.repeat(100_000), 10), Buffer.from('user_email;role\n')],
    { trouble: null, records: 1_000_001 },
  ],
  [
    '64 MB of NUL bytes',
    () => repeated('', '\0'.repeat(mebibyte), 64),
    { trouble: { code: 'not_csv', row: null, detail: 'binary data' }, records: 0 },
  ],
  [
    'NUL bytes after the header',
    () => repeated(`user_email,role\n${'a@example.com,Agent\n'.repeat(500)}`, '\0'.repeat(mebibyte), 64),
    { trouble: { code: 'csv_malformed', row: 502, detail: 'a NUL character' }, records: 501 },
  ],
  [
    'a renamed workbook of 64 MB',
    () => repeated('PK\x03\x04[Content_Types].xml', 'x'.repeat(mebibyte), 64),
    { trouble: { code: 'not_csv', row: null, detail: 'an Excel workbook (.xlsx)' }, records: 0 },
  ],
  [
    'records of nothing but quotes and delimiters, each just short enough',
    () => repeated('a,b\n', `${'"",'.repeat(16_000)}\n`, 20),
    { trouble: null, records: 21 },
  ],
];

test.each(files)('ends %s within 2 s and 100 MB', async (_name, bytes, { trouble, records }) => {
  const before = process.memoryUsage.rss();
  const startedAt = performance.now();
  const reading = readCsv(chunks(bytes()), { encoding: null });
  let count = 0;
  let most = before;
  for await (const batch of reading.batches) {
    count += batch.length;
    most = Math.max(most, process.memoryUsage.rss());
  }
  most = Math.max(most, process.memoryUsage.rss());

  expect(reading.found().trouble).toEqual(trouble);
  expect(count).toBe(records);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect((most - before) / mebibyte).toBeLessThan(100);
});

test('takes time in proportion to the bytes, however often a long record is interrupted', async () => {
  const msFor = async (bytes: number) => {
    const line = Buffer.from(`a,b\n"${'x'.repeat(bytes - 100)}",c\n`);
    const pieces = Array.from({ length: Math.ceil(line.length / 16) }, (_, at) =>
      line.subarray(at * 16, (at + 1) * 16),
    );
    const startedAt = performance.now();
    let records = 0;
    for await (const batch of readCsv(chunks(pieces), { encoding: null }).batches) records += batch.length;
    expect(records).toBe(2);
    return performance.now() - startedAt;
  };
  const [short, long] = [[] as number[], [] as number[]];
  for (let round = 0; round < 3; round += 1) {
    short.push(await msFor(mebibyte / 8));
    long.push(await msFor(mebibyte));
  }
  // 8 in proportion, 64 if all that came before were looked at again; the best of some rounds, as others use the machine.
  expect(Math.min(...long) / Math.min(...short)).toBeLessThan(24);
});

function* repeated(first: string, again: string, times: number): Generator<Uint8Array> {
  yield Buffer.from(first, 'latin1');
  const chunk = Buffer.from(again, 'latin1');
  for (let time = 0; time < times; time += 1) yield chunk;
}

async function* chunks(bytes: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of bytes) yield await Promise.resolve(chunk);
}
