import { setImmediate as turn } from 'node:timers/promises';
import type { JobProgress } from '@muster/domain';
import { aJob } from '@muster/testkit/builders';
import { progressReporter } from './reportProgress.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

it('writes at most four times a second, however often it is told, and each time what is latest', async () => {
  const written: JobProgress[] = [];
  const put = (progress: JobProgress) => Promise.resolve(void written.push(progress));
  const report = progressReporter(
    { log, progress: { put, get: () => Promise.resolve(null), findMany: () => Promise.resolve([]) } },
    aJob(),
  );
  const startedAt = performance.now();
  let told = 0;
  while (performance.now() - startedAt < 1_000) {
    await report({ phase: 'reading', rowsRead: (told += 1) });
    await turn();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  expect(told).toBeGreaterThan(100);
  expect(written.length).toBeGreaterThan(1);
  expect(written.length).toBeLessThanOrEqual(4 * seconds + 1); // the first one at once
  expect(written.map(({ tick }) => tick)).toEqual(written.map((_, i) => i + 1));
  expect(written.at(-1)?.rowsRead).toBeGreaterThan(written[0]?.rowsRead ?? 0);
});
