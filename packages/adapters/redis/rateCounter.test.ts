import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis, type LocalRedis } from '@muster/local/redis';
import { until } from '@muster/testkit/until';
import { openRateCounter, type RateCounter } from './index.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const windowMs = 60_000;
let dir: string;
let redis: LocalRedis;
let one: RateCounter;
let other: RateCounter;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-counter-'));
  redis = await startRedis({ dir, persistent: false });
  [one, other] = [openRateCounter(redis.url, log), openRateCounter(redis.url, log)];
  for (const counter of [one, other]) await until(() => counter.count('warm', 1, 1_000), { what: 'the connection' });
});

afterAll(async () => {
  await one.close();
  await other.close();
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

const totalOf = async (counter: RateCounter, name: string) => (await counter.countEach([name], windowMs))?.[0]?.total;

it('gives each of many who count at once a place of their own', async () => {
  const totals = await Promise.all(Array.from({ length: 50 }, () => totalOf(one, 'crowd')));
  expect(totals.sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
});

it('loses none of those who count one after the other', async () => {
  for (let place = 1; place <= 200; place += 1) expect(await totalOf(one, 'line')).toBe(place);
});

it('hears of what other processes have counted', async () => {
  await Promise.all(Array.from({ length: 10 }, () => totalOf(one, 'shared')));
  await until(async () => ((await totalOf(other, 'shared')) ?? 0) > 10, { what: 'the other to know' });
  const total = (await totalOf(other, 'shared')) ?? 0;
  await until(async () => ((await totalOf(one, 'shared')) ?? 0) > total, { what: 'the one to know' });
});
