import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { modes, startReceiver, type Received, type Receiver } from '@muster/testkit/webhookReceiver';
import { Webhook } from 'standardwebhooks';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

const settings = {
  MUSTER_WEBHOOK_ALLOW_LOOPBACK: '1',
  MUSTER_WEBHOOK_SCHEDULE: '0s,100ms,100ms,200ms,300ms,500ms,30s',
  MUSTER_LEASE: '1s',
};

type EndpointJson = { id: string; secret: string; enabled: boolean; disabledReason: string | null };
type DeliveryJson = { id: string; eventId: string; state: string; jobId: string | null; attemptCount: number };
type Attempt = { status: number | null; error: string | null; address: string | null; response: string | null };
type EventJson = { type: string; data: { job: JobJson } };

let product: Product;
let client: Client;
let strangers: string[];
let taken = 0;
let receiver: Receiver;
let endpoint: EndpointJson;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-webhooks-'));
  product = await startProduct(settings);
  client = clientOf(product);
  strangers = (await directory(client)).slice(250).map(({ email }) => email);
}, 90_000);
afterAll(async () => {
  await product.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

beforeEach(async () => {
  client = clientOf(product);
  receiver = await startReceiver();
  endpoint = await added(receiver.url);
});
afterEach(async () => {
  await client.ask(`/v1/webhook-endpoints/${endpoint.id}`, { method: 'DELETE' });
  await receiver.close();
});

describe('whoever waits for the end of a job', () => {
  it('is told of it, whatever it is, with the numbers of the job', async () => {
    const ends = [
      await client.import(goodFile()),
      await client.import(badFile()),
      await client.import(goodFile(), '?mode=validate'),
      await client.import(goodFile(), '?mode=review'),
    ];
    expect(ends.map(({ state }) => state)).toEqual(['succeeded', 'rejected', 'validated', 'awaiting_confirmation']);
    for (const job of ends) expect(await heard(job.id)).toEqual(job.state);
    const waiting = ends[3]!;
    await client.ask(`/v1/jobs/${waiting.id}/cancel`, { method: 'POST' });
    await until(async () => (await heard(waiting.id)) === 'cancelled');
    for (const got of receiver.received) {
      const event = new Webhook(endpoint.secret).verify(got.body, got.headers) as EventJson;
      expect(event.type).toBe(`job.${event.data.job.state}`);
      expect(got.body).not.toMatch(/"issueGroups"|"name":"upload/);
      const { version, state, counts } = await client.job(event.data.job.id);
      if (event.data.job.version === version) expect(event.data.job).toMatchObject({ state, counts });
    }
  }, 60_000);

  it('hears of it within half a second, half of the time', async () => {
    const delays: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      const job = await client.import(goodFile());
      const got = await until(() => receiver.received.find(({ body }) => body.includes(job.id)));
      delays.push(got.at.getTime() - Date.parse(job.finishedAt!));
    }
    const median = delays.sort((a, b) => a - b)[4];
    expect(median).toBeLessThanOrEqual(500);
  }, 60_000);

  it('gets the same id and bytes until it says 2xx', async () => {
    receiver.behave(modes.status(500), modes.reset, modes.huge);
    const job = await client.import(goodFile());
    const delivery = await reaches(job.id, 'delivered');
    expect(await attempts(delivery)).toMatchObject([
      { status: 500, error: 'status', response: 'this is 500', address: '127.0.0.1' },
      { status: null, error: 'reset' },
      { status: 200, error: null },
    ]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(delivery.eventId));
    for (const got of receiver.received) expect(() => verified(got)).not.toThrow();
  }, 30_000);

  it('is not sent anywhere else by a redirect', async () => {
    const other = await startReceiver();
    receiver.behave(modes.redirectTo(other.url), modes.status(200));
    const job = await client.import(goodFile());
    const delivery = await reaches(job.id, 'delivered');
    expect(await attempts(delivery)).toMatchObject([{ status: 307, error: 'redirect' }, { status: 200 }]);
    expect(other.hits()).toBe(0);
    await other.close();
  }, 30_000);

  it('is called no more after 410, until it is enabled and recovered', async () => {
    receiver.behave(modes.status(410));
    const since = new Date(Date.now() - 60_000).toISOString();
    const [first, second] = [await client.import(goodFile()), await client.import(goodFile())];
    await until(async () => {
      const { enabled, disabledReason } = await client.get<EndpointJson>(`/v1/webhook-endpoints/${endpoint.id}`);
      return !enabled && disabledReason === 'gone';
    });
    await reaches(first.id, 'disabled');
    await reaches(second.id, 'disabled');
    receiver.behave(modes.status(200));
    expect((await act('enable')).status).toBe(200);
    const recovered = await act('recover', { since });
    expect([recovered.status, await recovered.json()]).toEqual([202, { recovered: 2 }]);
    await reaches(first.id, 'delivered');
    await reaches(second.id, 'delivered');
  }, 30_000);

  it('is not kept waiting by another one that hangs', async () => {
    const [silent, slow] = [await startReceiver(), await startReceiver()];
    silent.behave(modes.hang);
    slow.behave(modes.drip);
    const others = [await added(silent.url), await added(slow.url)];
    for (let n = 0; n < 6; n += 1) await client.import(badFile());
    await until(() => silent.received.length === 4 && slow.received.length === 4, { what: 'them to be called' });
    const job = await client.import(goodFile());
    const got = await until(() => receiver.received.find(({ body }) => body.includes(job.id)));
    expect(got.at.getTime() - Date.parse(job.finishedAt!)).toBeLessThan(1_500);
    for (const { id } of others) await client.ask(`/v1/webhook-endpoints/${id}`, { method: 'DELETE' });
    await Promise.all([silent.close(), slow.close()]);
  }, 60_000);

  it('can ask for a test, and for one delivery again', async () => {
    const tested = (await (await act('test')).json()) as DeliveryJson;
    await until(async () => (await delivery(tested.id)).state === 'delivered');
    expect(verified(receiver.received[0]!)).toMatchObject({ type: 'webhook.test' });
    const again = await client.ask(`/v1/webhook-deliveries/${tested.id}/retry`, { method: 'POST' });
    expect(again.status).toBe(202);
    await until(() => receiver.received.length === 2);
    expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
    expect(receiver.received[1]?.headers['webhook-id']).toBe(tested.eventId);
  }, 30_000);

  it('can change the secret without missing a signature', async () => {
    const rotated = (await (await act('rotate-secret', { overlapHours: 1 })).json()) as EndpointJson;
    await act('test');
    const got = await until(() => receiver.received[0]);
    expect(rotated.secret).not.toBe(endpoint.secret);
    for (const secret of [endpoint.secret, rotated.secret]) {
      expect(() => new Webhook(secret).verify(got.body, got.headers)).not.toThrow();
    }
  }, 30_000);
});

describe('an end that nobody asked for is told as well:', () => {
  it('a review that expires', async () => {
    await product.restart({ ...settings, MUSTER_REVIEW_TTL: '500ms', MUSTER_SWEEP_INTERVAL: '200ms' });
    client = clientOf(product);
    const job = await client.import(goodFile(), '?mode=review');
    await until(async () => (await heard(job.id)) === 'expired', { timeoutMs: 20_000 });
  }, 60_000);

  it('a job that we fail', async () => {
    const counters = await mkdtemp(join(folder, 'poison-'));
    await product.restart({ ...settings, MUSTER_FAILPOINTS: 'job-claimed=kill*4', MUSTER_FAILPOINTS_DIR: counters });
    client = clientOf(product);
    const job = await client.import(goodFile());
    expect([job.state, await heard(job.id)]).toEqual(['failed', 'failed']);
  }, 60_000);
});

describe('a worker', () => {
  it('that dies right after the commit leaves nobody untold', async () => {
    await product.restart({ ...settings, MUSTER_FAILPOINTS: 'committed=kill', MUSTER_FAILPOINTS_DIR: folder });
    client = clientOf(product);
    const job = await client.import(goodFile());
    const { eventId } = await reaches(job.id, 'delivered');
    for (const got of told(job.id)) expect(got.headers['webhook-id']).toBe(eventId);
  }, 60_000);

  it('that dies before it heard the answer is replaced by one that asks again', async () => {
    receiver.behave(modes.hang, modes.status(200));
    const job = await client.import(goodFile());
    await until(() => told(job.id).length === 1, { what: 'the first attempt' });
    for (const pid of (await product.run()).pids.workers) process.kill(pid, 'SIGKILL');
    await until(() => told(job.id).length === 2, { timeoutMs: 40_000, what: 'the second attempt' });
    const [first, second] = told(job.id);
    expect([second?.body, second?.headers['webhook-id']]).toEqual([first?.body, first?.headers['webhook-id']]);
    await reaches(job.id, 'delivered');
  }, 60_000);

  it('that dies before the commit has told nobody of what did not happen', async () => {
    const counters = await mkdtemp(join(folder, 'more-'));
    await product.restart({ ...settings, MUSTER_FAILPOINTS: 'commit-next=kill', MUSTER_FAILPOINTS_DIR: counters });
    client = clientOf(product);
    const job = await client.import(goodFile());
    await reaches(job.id, 'delivered');
    const events = told(job.id).map(verified);
    expect(events.map(({ data }) => [data.job.state, data.job.version])).toEqual([[job.state, job.version]]);
  }, 60_000);
});

async function added(url: string): Promise<EndpointJson> {
  const headers = { 'content-type': 'application/json' };
  const answer = await client.ask('/v1/webhook-endpoints', { method: 'POST', body: JSON.stringify({ url }), headers });
  if (answer.status !== 201) throw new Error(`not created: ${await answer.text()}`);
  return (await answer.json()) as EndpointJson;
}

function act(verb: string, body?: unknown): Promise<Response> {
  const path = `/v1/webhook-endpoints/${endpoint.id}/${verb}`;
  if (body === undefined) return client.ask(path, { method: 'POST' });
  return client.ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

function verified({ body, headers }: Received): EventJson {
  return new Webhook(endpoint.secret).verify(body, headers) as EventJson;
}

function told(jobId: string): Received[] {
  return receiver.received.filter(({ body }) => body.includes(`"id":"${jobId}"`));
}

/** The state that was told last, once it has been told. */
function heard(jobId: string): Promise<string> {
  return until(() => told(jobId).map(verified).at(-1)?.data.job.state, { what: `to hear of ${jobId}` });
}

function delivery(id: string): Promise<DeliveryJson> {
  return client.get<DeliveryJson>(`/v1/webhook-deliveries/${id}`);
}

async function attempts({ id }: DeliveryJson): Promise<Attempt[]> {
  return (await client.get<{ attempts: Attempt[] }>(`/v1/webhook-deliveries/${id}`)).attempts;
}

function reaches(jobId: string, state: string): Promise<DeliveryJson> {
  const path = `/v1/webhook-deliveries?jobId=${jobId}&endpointId=${endpoint.id}&state=${state}`;
  return until(async () => (await client.get<{ data: DeliveryJson[] }>(path)).data[0], {
    what: `the delivery of ${jobId} to be ${state}`,
  });
}

function goodFile(): string {
  const people = strangers.slice(taken, (taken += 5));
  return `user_email,role\r\n${people.map((email) => `${email},Agent`).join('\r\n')}\r\n`;
}

function badFile(): string {
  return 'user_email,role\r\nnobody@example.com,Agnt\r\n';
}
