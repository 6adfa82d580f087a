import { until } from '@muster/testkit/until';
import { readTogether } from './readTogether.ts';

/** A store whose reads end when the test says so; it has everything but what is called `nothing`. */
function slowStore() {
  const begun: { keys: readonly string[]; end: () => void; fail: (cause: Error) => void }[] = [];
  const read = readTogether(
    (keys) =>
      new Promise<Map<string, string>>((resolve, reject) => {
        const there = keys
          .filter((key) => key !== 'nothing')
          .map((key) => [key, `${key} of read ${begun.length}`] as const);
        begun.push({ keys, end: () => resolve(new Map(there)), fail: reject });
      }),
  );
  const isBegun = (count: number) => until(() => begun.length === count, { what: `read ${count} to begin` });
  return { begun, isBegun, read };
}

test('all who ask at the same time share one read, each for what it asked', async () => {
  const { begun, isBegun, read } = slowStore();
  const asked = [read('a'), read('b'), read('a'), read('nothing')];
  await isBegun(1);
  expect(begun[0]!.keys).toEqual(['a', 'b', 'nothing']);
  begun[0]!.end();
  expect(await Promise.all(asked)).toEqual(['a of read 0', 'b of read 0', 'a of read 0', null]);
});

test('those who come while a read is under way share the next one', async () => {
  const { begun, isBegun, read } = slowStore();
  const first = read('a');
  await isBegun(1);
  const later = [read('a'), read('b')];
  begun[0]!.end();
  expect(await first).toBe('a of read 0');
  await isBegun(2);
  begun[1]!.end();
  expect(await Promise.all(later)).toEqual(['a of read 1', 'b of read 1']);
});

test('a read that fails fails for who asked for it, and not for the next', async () => {
  const { begun, isBegun, read } = slowStore();
  const first = read('a');
  await isBegun(1);
  const second = read('a');
  begun[0]!.fail(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await isBegun(2);
  begun[1]!.end();
  expect(await second).toBe('a of read 1');
});
