import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

/** Short, so that a dead API's key is free after two seconds. */
const settings = { MUSTER_LEASE: '1s', MUSTER_SWEEP_INTERVAL: '200ms' };

let product: Product;
let counters: string;
let strangers: string[];

beforeAll(async () => {
  counters = await mkdtemp(join(tmpdir(), 'muster-failpoints-'));
  product = await startProduct(settings);
  strangers = (await directory(clientOf(product))).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(async () => {
  await product.stop();
  await rm(counters, { recursive: true, force: true });
}, 60_000);

describe.each(['upload-recorded', 'upload-stored', 'upload-queued', 'upload-in-line'])(
  'the API killed at %s',
  (point) => {
    it('makes one job of a request that is repeated until it is answered', async () => {
      await product.restart({ ...settings, MUSTER_FAILPOINTS: `${point}=kill`, MUSTER_FAILPOINTS_DIR: counters });
      const client = clientOf(product);
      const before = await jobIds(client);
      const users = await client.countUsers();
      const csv = fileOf(3);
      const answers: number[] = [];
      const job = await until(
        async () => {
          const answer = await post(client, point, csv);
          answers.push(answer.status);
          return answer.status === 202 ? ((await answer.json()) as JobJson) : null;
        },
        { timeoutMs: 30_000, everyMs: 100, what: 'the request to be answered' },
      );
      await until(async () => (await readdir(counters)).includes(point), { what: `the API to die at ${point}` });
      expect(new Set(answers)).not.toContain(422);
      const again = await until(() => post(client, point, csv), { what: 'the API to answer again' });
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await again.json()).toMatchObject({ id: job.id });
      expect(await client.ended(job.id)).toMatchObject({ state: 'succeeded', counts: { created: 3 } });
      expect(await jobIds(client)).toEqual([job.id, ...before]);
      expect(await client.countUsers()).toBe(users + 3);
    }, 60_000);
  },
);

describe('fifty requests at once under one key', () => {
  it('make one job, and get the same answer', async () => {
    await product.restart(settings);
    const client = clientOf(product);
    const before = await jobIds(client);
    const csv = fileOf(3);
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const answer = await post(client, 'fifty', csv);
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^202 /);
    const [id, ...rest] = await jobIds(client);
    expect(rest).toEqual(before);
    expect(await client.ended(id!)).toMatchObject({ state: 'succeeded', counts: { created: 3 } });
  }, 60_000);

  it('are not mixed up with another file under that key', async () => {
    expect((await post(clientOf(product), 'fifty', fileOf(1))).status).toBe(422);
  });
});

function post(client: Client, key: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'text/csv', 'idempotency-key': key };
  return client.ask('/v1/jobs/import-users', { method: 'POST', headers, body });
}

function fileOf(rows: number): string {
  const people = strangers.splice(0, rows);
  return `user_email,role\r\n${people.map((email) => `${email},Agent`).join('\r\n')}\r\n`;
}

async function jobIds(client: Client): Promise<string[]> {
  return (await client.get<{ data: JobJson[] }>('/v1/jobs?limit=100')).data.map(({ id }) => id);
}
