import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { Delimiter } from '@muster/domain';
import { parseQuoted, splitPlain } from './parseRecords.ts';
import { readCsv } from './readCsv.ts';

const plainText = fc.string({
  unit: fc.constantFrom(',', ';', '\t', '\r', '\n', ' ', '\uFEFF', '\u2028', 'x', 'é', '😀'),
});

test('splitting what has no quotes gives exactly what fast-csv gives', async () => {
  await fc.assert(
    fc.asyncProperty(plainText, fc.constantFrom<Delimiter>(',', ';', '\t'), async (text, delimiter) => {
      const records = `${text}\n`;
      expect(splitPlain(records, delimiter)).toEqual(await parseQuoted(records, delimiter));
    }),
    { numRuns: 1_000 },
  );
});

test('a cell that is remembered does not keep the file it came from', async () => {
  const rows = 200;
  const filler = 'x'.repeat(60_000);
  async function* file(): AsyncGenerator<Uint8Array> {
    for (let row = 0; row < rows; row += 1)
      yield await Promise.resolve(Buffer.from(`a.person.${row}@example.com,${filler}\n`));
  }
  const remembered = [];
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for await (const batch of readCsv(file(), { encoding: null }).batches) {
    for (const { cells } of batch) remembered.push(cells[0]);
  }
  expect(remembered).toHaveLength(rows);
  collectGarbage();
  expect((process.memoryUsage().heapUsed - before) / (rows * filler.length)).toBeLessThan(0.5);
});

/** Without it the heap would say what was not collected yet, not what cannot be. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}
