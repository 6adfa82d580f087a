import { freePort, startLeashed, type LeashedChild } from '@muster/local/leash';
import { until } from '@muster/testkit/until';
import { openLog } from '../process/index.ts';
import { openTallies, type Tallies } from './tallies.ts';

const log = openLog({ app: 'test', level: 'silent' });
let url: string;
let redis: LeashedChild;
let one: Tallies;
let other: Tallies;

beforeAll(async () => {
  url = `redis://127.0.0.1:${await freePort()}`;
  redis = await startAgain();
  [one, other] = [openTallies(url, log), openTallies(url, log)];
  await until(async () => (await one.sums()) !== null && (await other.sums()) !== null);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await redis.stop(5_000);
});

test('what two processes count is one sum', async () => {
  for (let n = 0; n < 10; n += 1) [one, other].forEach((tallies) => tallies.add('both', 0.5));
  await until(async () => (await one.sums())?.get('both') === 10, { what: 'the other one to hand over' });
});

test('what is counted while Redis is away is handed over once it is back', async () => {
  await redis.stop(5_000);
  one.add('meanwhile', 2);
  expect(await one.sums()).toBeNull();
  one.add('meanwhile', 1);
  redis = await startAgain();
  await until(async () => (await other.sums())?.get('meanwhile') === 3, { what: 'Redis to be told' });
});

test('what is counted last is handed over before the end', async () => {
  const short = openTallies(url, log);
  await until(() => short.sums());
  short.add('last', 1);
  await short.close();
  expect((await one.sums())?.get('last')).toBe(1);
});

/** On the same port, without a password and without a memory. */
function startAgain(): Promise<LeashedChild> {
  return startLeashed('redis-server', ['--port', new URL(url).port, '--bind', '127.0.0.1', '--save', '']);
}
