import { startCollector, type Collector } from '@muster/testkit/otlpCollector';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { modes, startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

const token = 'a token for operations';

let collector: Collector;
let receiver: Receiver;
let product: Product;
let client: Client;
let job: JobJson;

/** One import, of which a receiver hears at the second attempt. */
beforeAll(async () => {
  [collector, receiver] = await Promise.all([startCollector(), startReceiver()]);
  receiver.behave(modes.status(500), modes.status(200));
  product = await startProduct({
    MUSTER_OPS_TOKEN: token,
    MUSTER_WEBHOOK_ALLOW_LOOPBACK: '1',
    MUSTER_WEBHOOK_SCHEDULE: '0s,100ms',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '200',
  });
  client = clientOf(product);
  const body = JSON.stringify({ url: receiver.url });
  await client.ask('/v1/webhook-endpoints', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const people = (await directory(client)).slice(250, 350);
  job = await client.import(`user_email,role\r\n${people.map(({ email }) => `${email},Agent`).join('\r\n')}\r\n`);
  await until(() => receiver.received.length === 2, { what: 'both attempts' });
}, 90_000);

afterAll(async () => {
  await product.stop();
  await Promise.all([collector.close(), receiver.close()]);
}, 60_000);

test('one page of figures tells of the whole installation', async () => {
  expect(job.state).toBe('succeeded');
  const figures = await until(
    async () => {
      const text = await metrics();
      return text.includes('outcome="delivered"') ? text : null;
    },
    { what: 'the worker to hand over what it counted' },
  );
  const kind = 'kind="import-users"';
  for (const phase of ['receiving', 'queued', 'validating', 'applying']) {
    expect(figures).toContain(`muster_phase_seconds_count{${kind},phase="${phase}"} 1\n`);
  }
  for (const phase of ['validating', 'applying']) {
    expect(figures).toContain(`muster_rows_total{${kind},phase="${phase}"} 100\n`);
  }
  expect(figures).toContain('muster_webhook_attempts_total{outcome="status"} 1\n');
  expect(figures).toContain('muster_webhook_attempts_total{outcome="delivered"} 1\n');
  expect(figures).toContain(`muster_jobs{${kind},state="succeeded"} 1\n`);
  expect(figures).toMatch(/^muster_queue_depth \d+$/m);
  expect(figures).toMatch(/^muster_queue_age_seconds \d/m);
  expect(figures).toMatch(/^process_cpu_seconds_total \d/m);
});

test('a trace leads from the upload through the queue and the phases to the webhook', async () => {
  const spans = await until(
    () => {
      const upload = collector.spans.find(({ name }) => name === 'POST /v1/jobs/import-users');
      const same = collector.spans.filter(({ traceId }) => traceId === upload?.traceId);
      return same.filter(({ name }) => name === 'webhook').length === 2 ? same : null;
    },
    { what: 'the spans to arrive' },
  );
  const upload = spans.find(({ service, name }) => service === 'muster-api' && name.startsWith('POST'));
  expect(spans.map(({ service, name }) => `${service} ${name}`).sort()).toEqual([
    'muster-api POST /v1/jobs/import-users',
    'muster-api job receiving',
    'muster-worker job applying',
    'muster-worker job queued',
    'muster-worker job validating',
    'muster-worker webhook',
    'muster-worker webhook',
  ]);
  for (const span of spans) expect(span.parentId).toBe(span === upload ? '' : upload?.spanId);
});

test('a trace of the caller is continued', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await client.ask('/v1/account', { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
  const span = await until(() => collector.spans.find((it) => it.traceId === traceId));
  expect(span).toMatchObject({ name: 'GET /v1/account', parentId: 'b7ad6b7169203331' });
});

test('the id of a job finds its life in the log, a line per state, and the attempts to tell of it', async () => {
  const lines = (await Promise.all(['api', 'worker-1'].map((name) => product.log(name))))
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.includes(job.id))
    .map((line) => JSON.parse(line) as { time: string; msg: string; state?: string; error?: string | null })
    .sort((one, other) => one.time.localeCompare(other.time));
  expect(lines.flatMap(({ state }) => state ?? [])).toEqual(['queued', 'validating', 'applying', 'succeeded']);
  const attempts = lines.filter(({ msg }) => msg === 'webhook attempted');
  expect(attempts.map(({ error }) => error)).toEqual(['status', null]);
});

async function metrics(): Promise<string> {
  const authorization = `Basic ${Buffer.from(`ops:${token}`).toString('base64')}`;
  return (await fetch(`${product.url}/metrics`, { headers: { authorization } })).text();
}
