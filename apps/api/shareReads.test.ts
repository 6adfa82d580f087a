import { shareReads } from './shareReads.ts';

/** A store whose reads end when the test says so. */
function slowStore() {
  const begun: { key: string; end: (value: string) => void; fail: (cause: Error) => void }[] = [];
  const read = (key: string) =>
    new Promise<string>((resolve, reject) => begun.push({ key, end: resolve, fail: reject }));
  return { begun, read: shareReads(read) };
}

test('those who come while a read is under way share the next one', async () => {
  const { begun, read } = slowStore();
  const first = read('a');
  const later = [read('a'), read('a'), read('a')];
  expect(begun).toHaveLength(1);
  begun[0]!.end('old');
  expect(await first).toBe('old');
  expect(begun).toHaveLength(2);
  begun[1]!.end('new');
  expect(await Promise.all(later)).toEqual(['new', 'new', 'new']);
  void read('a');
  expect(begun).toHaveLength(3);
});

test('different things are read apart', () => {
  const { begun, read } = slowStore();
  void read('a');
  void read('b');
  expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
});

test('a read that fails fails for who asked for it, and not for the next', async () => {
  const { begun, read } = slowStore();
  const first = read('a');
  const second = read('a');
  begun[0]!.fail(new Error('away'));
  await expect(first).rejects.toThrow('away');
  begun[1]!.end('back');
  expect(await second).toBe('back');
});
