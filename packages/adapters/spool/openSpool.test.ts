import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { openSpool } from './openSpool.ts';

test('gives back its lines in order, as often as they are read, with those appended between', async () => {
  const spool = openSpool<string>();
  const lines = Array.from({ length: 50_000 }, (_, index) => `${index} Åsa \u2028 😀 \r`);
  for (const line of lines) await spool.append(line);
  expect(await linesOf(spool.read())).toEqual(lines);
  await spool.append('one more');
  expect(await linesOf(spool.read())).toEqual([...lines, 'one more']);
  await spool.close();
});

test('keeps empty lines, and is empty at first', async () => {
  const spool = openSpool<string>();
  expect(await linesOf(spool.read())).toEqual([]);
  await spool.append('');
  await spool.append('');
  expect(await linesOf(spool.read())).toEqual(['', '']);
  await spool.close();
  await spool.close();
});

test('has no name that a crash could leave behind', async () => {
  const spool = openSpool<string>();
  await spool.append('x'.repeat(100_000));
  const names = await readdir(tmpdir());
  expect(names.filter((name) => name.startsWith('muster-spool-'))).toEqual([]);
  expect(await linesOf(spool.read())).toHaveLength(1);
  await spool.close();
});

async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all = [];
  for await (const line of lines) all.push(line);
  return all;
}
