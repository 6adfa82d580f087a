import { until } from './until.ts';

test('gives back what the condition gave as soon as it holds', async () => {
  let asked = 0;
  expect(await until(() => (asked += 1) > 3 && 'there', { everyMs: 1 })).toBe('there');
  expect(asked).toBe(4);
});

test('takes 0 and the empty text for values', async () => {
  expect(await until(() => 0)).toBe(0);
  expect(await until(() => '')).toBe('');
});

test('waits while the condition throws, and tells its last words when the time is over', async () => {
  const failing = until(() => Promise.reject(new Error('not yet')), { timeoutMs: 20, everyMs: 1, what: 'the moon' });
  await expect(failing).rejects.toThrow('waited 20 ms in vain for the moon');
  await expect(failing).rejects.toHaveProperty('cause.message', 'not yet');
});
