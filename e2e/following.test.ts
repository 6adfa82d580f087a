import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

/** Short, so that a dead worker is noticed within a second. */
const settings = { MUSTER_LEASE: '1s', MUSTER_SWEEP_INTERVAL: '200ms' };

let product: Product;
let counters: string;
let strangers: string[];

beforeAll(async () => {
  counters = await mkdtemp(join(tmpdir(), 'muster-failpoints-'));
  product = await startProduct({
    ...settings,
    MUSTER_FAILPOINTS: 'batch-applied=kill',
    MUSTER_FAILPOINTS_DIR: counters,
  });
  strangers = (await directory(clientOf(product))).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(async () => {
  await product.stop();
  await rm(counters, { recursive: true, force: true });
}, 60_000);

describe('a job that is watched', () => {
  it('is seen to its end by everybody, though its worker is killed on the way', async () => {
    const client = clientOf(product);
    const { id } = await client.submit(fileOf(50));
    const [one, other, last] = await Promise.all([follow(client, id), follow(client, id), waitForEnd(client, id)]);
    expect(one.at(-1)).toEqual(other.at(-1));
    expect(one.at(-1)?.job).toMatchObject({ state: 'succeeded', counts: { created: 50 } });
    expect(one.at(-1)?.job.attempt).toBeGreaterThan(1);
    expect(last).toEqual(one.at(-1)?.job);
    for (const told of [one, other]) {
      const tags = told.map(({ id: tag }) => tag.split('.').map(Number));
      const sorted = [...tags].sort(([a = 0, x = 0], [b = 0, y = 0]) => a - b || x - y);
      expect(tags).toEqual(sorted);
    }
  }, 60_000);

  it('is over for a listener who comes back after its end', async () => {
    const client = clientOf(product);
    const { id } = await client.import(fileOf(1));
    const [end] = await follow(client, id);
    const again = await client.ask(`/v1/jobs/${id}/events`, { headers: { 'last-event-id': end!.id } });
    expect(again.status).toBe(204);
  }, 60_000);

  it('lets its listeners go when the API is stopped', async () => {
    const client = clientOf(product);
    const { id } = await client.import(fileOf(1), '?mode=review');
    const told = follow(client, id);
    await product.restart(settings);
    expect((await told).map(({ job }) => job.state)).toEqual(['awaiting_confirmation']);
  }, 60_000);

  it('is the same bytes under the same tag, also while it is taken back', async () => {
    const client = clientOf(product);
    const { id } = await client.post(`/v1/jobs/${(await client.import(fileOf(500))).id}/undo`);
    const seen = new Map<string, Set<string>>();
    await until(
      async () => {
        const answer = await client.ask(`/v1/jobs/${id}`);
        const [tag, body] = [answer.headers.get('etag') ?? '', await answer.text()];
        seen.set(tag, (seen.get(tag) ?? new Set()).add(body));
        return (JSON.parse(body) as JobJson).finishedAt !== null;
      },
      { everyMs: 1, timeoutMs: 30_000, what: 'the undo to end' },
    );
    expect([...seen.values()].filter(({ size }) => size > 1)).toEqual([]);
  }, 60_000);
});

type Told = { id: string; job: JobJson };

/** Everything an EventSource would be told. */
async function follow(client: Client, id: string): Promise<Told[]> {
  const answer = await client.ask(`/v1/jobs/${id}/events`);
  const blocks = (await answer.text()).split('\n\n').filter((block) => block.startsWith('event: job\n'));
  return blocks.map((block) => {
    const [, tag = '', data = ''] = /^id: (.*)\ndata: (.*)$/m.exec(block) ?? [];
    return { id: tag, job: JSON.parse(data) as JobJson };
  });
}

/** As a script without EventSource does it. */
async function waitForEnd(client: Client, id: string): Promise<JobJson> {
  let etag = '';
  for (;;) {
    const answer = await client.ask(`/v1/jobs/${id}?wait=30`, { headers: { 'if-none-match': etag } });
    if (answer.status === 304) continue;
    etag = answer.headers.get('etag') ?? '';
    const job = (await answer.json()) as JobJson;
    if (job.finishedAt !== null) return job;
  }
}

function fileOf(rows: number): string {
  const people = strangers.splice(0, rows);
  return `user_email,role\r\n${people.map((email) => `${email},Agent`).join('\r\n')}\r\n`;
}
