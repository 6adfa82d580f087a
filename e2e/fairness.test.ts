import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { clientOf, type Client, type JobJson } from './client.ts';

type Timed = JobJson & { createdAt: string; startedAt: string | null };

const waiting = 1_000;
const token = 'a token for operations';
const csv = 'user_email,role\r\nnobody@example.com,Agent\r\n';

let product: Product;
let busy: Client;
let small: Client;

beforeAll(async () => {
  product = await startProduct({ MUSTER_RATE_LIMIT: '0', MUSTER_CONCURRENCY: '2', MUSTER_OPS_TOKEN: token });
  busy = clientOf(product, 0);
  small = clientOf(product, 1);
}, 90_000);

afterAll(() => product.stop(), 60_000);

it('a job of a small account starts while 1,000 of another wait, not after them', async () => {
  const { workers } = (await product.run()).pids;
  for (const pid of workers) process.kill(pid, 'SIGSTOP');
  await busy.submit(csv, '?mode=validate');
  await until(async () => (await tasksWaiting()) === 1, { what: 'the first job of the busy account to be handed on' });
  for (let submitted = 0; submitted < waiting; submitted += 10) {
    await Promise.all(Array.from({ length: 10 }, () => busy.submit(csv, '?mode=validate')));
  }
  const job = await small.submit(csv, '?mode=validate');
  await until(async () => (await tasksWaiting()) === 2, { what: 'the job of the small account to be handed on' });
  for (const pid of workers) process.kill(pid, 'SIGCONT');
  const ended = await small.ended(job.id, 60_000);

  const { startedAt } = await small.get<Timed>(`/v1/jobs/${ended.id}`);
  const { data: latest } = await busy.get<{ data: Timed[] }>('/v1/jobs?limit=100');
  expect(latest.filter(({ state }) => state === 'queued').length).toBeGreaterThan(50);
  expect(await endedBefore(startedAt ?? '')).toBeLessThanOrEqual(1);
}, 180_000);

/** What the board of the queue counts: hints are given after an upload is answered. */
async function tasksWaiting(): Promise<number> {
  const authorization = `Basic ${Buffer.from(`ops:${token}`).toString('base64')}`;
  const board = await fetch(`${product.url}/admin/queues/api/queues`, { headers: { authorization } });
  const { queues } = (await board.json()) as { queues: { counts: { waiting: number } }[] };
  return queues[0]?.counts.waiting ?? 0;
}

/** How many jobs of the busy account had ended by then, of all that had: at most one may have been in the way. */
async function endedBefore(moment: string): Promise<number> {
  const { data } = await busy.get<{ data: Timed[] }>('/v1/jobs?state=rejected&limit=100');
  return data.filter(({ finishedAt }) => finishedAt !== null && finishedAt < moment).length;
}
