import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

type EndpointJson = { id: string; url: string; types: string[]; enabled: boolean; secret?: string | null };

/** Public, and called by nobody: no worker runs here. */
const url = 'https://93.184.216.34/hook';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('a new endpoint is told of all that jobs do, and its secret is shown once', async () => {
  const answer = await ask('POST', '/v1/webhook-endpoints', { url, description: 'orders' });
  const made = await jsonOf<EndpointJson>(answer);
  expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/webhook-endpoints/${made.id}`]);
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(made.types).toEqual(expect.arrayContaining(['job.succeeded', 'job.awaiting_confirmation']));
  const { secret: _, ...shown } = made;
  expect(await jsonOf(await ask('GET', `/v1/webhook-endpoints/${made.id}`))).toEqual(shown);
  expect(JSON.stringify(await jsonOf(await ask('GET', '/v1/webhook-endpoints')))).not.toContain('whsec_');
  const stored = await api.ports.endpoints.get(api.mine.id, made.id);
  expect(JSON.stringify(stored)).not.toContain(made.secret!.slice(6));
});

test.each([
  ['http://example.com/hook'],
  ['https://127.0.0.1/hook'],
  ['https://2130706433/hook'],
  ['https://[::ffff:10.0.0.1]/hook'],
  ['https://169.254.169.254/latest/meta-data'],
  ['https://user:password@93.184.216.34/'],
  ['nonsense'],
])('nobody is called at %s', async (inside) => {
  const answers = [
    await ask('POST', '/v1/webhook-endpoints', { url: inside }),
    await ask('PATCH', `/v1/webhook-endpoints/${(await created()).id}`, { url: inside }),
  ];
  for (const answer of answers) {
    const { code, errors } = await jsonOf<{ code: string; errors: { path: string }[] }>(answer);
    expect([answer.status, code, errors.map(({ path }) => path)]).toEqual([400, 'invalid_request', ['url']]);
  }
});

test.each([
  ['an unknown type', { url, types: ['job.exploded'] }, 'types.0'],
  ['no type', { url, types: [] }, 'types'],
  ['no address', {}, 'url'],
  ['an unknown member', { url, secret: 'mine' }, 'secret'],
])('%s is refused', async (_, body, path) => {
  const answer = await ask('POST', '/v1/webhook-endpoints', body);
  const { errors } = await jsonOf<{ errors: { path: string }[] }>(answer);
  expect([answer.status, errors.map((error) => error.path)]).toEqual([400, [path]]);
});

test('a change, a pause and its end are written down, and say who', async () => {
  const { id } = await created();
  const patched = await ask('PATCH', `/v1/webhook-endpoints/${id}`, { types: ['job.failed'], enabled: false });
  expect(await jsonOf(patched)).toMatchObject({ types: ['job.failed'], enabled: false, disabledReason: 'by_admin' });
  expect(await jsonOf(await ask('POST', `/v1/webhook-endpoints/${id}/enable`))).toMatchObject({
    enabled: true,
    disabledAt: null,
    disabledReason: null,
  });
  expect((await ask('DELETE', `/v1/webhook-endpoints/${id}`)).status).toBe(204);
  expect((await ask('GET', `/v1/webhook-endpoints/${id}`)).status).toBe(404);
  const { data } = await jsonOf<{ data: { action: string; by: { name: string } }[] }>(
    await ask('GET', '/v1/audit-entries?limit=4'),
  );
  expect(data.map(({ action }) => action)).toEqual([
    'endpoint.deleted',
    'endpoint.enabled',
    'endpoint.updated',
    'endpoint.created',
  ]);
  expect(new Set(data.map(({ by }) => by.name))).toEqual(new Set(['admin']));
});

test('two secrets sign while they overlap, one when they do not', async () => {
  const { id, secret } = await created();
  const rotated = await jsonOf<EndpointJson>(
    await ask('POST', `/v1/webhook-endpoints/${id}/rotate-secret`, { overlapHours: 2 }),
  );
  expect(rotated.secret).toMatch(/^whsec_/);
  expect(rotated.secret).not.toBe(secret);
  const untils = async () => (await api.ports.endpoints.get(api.mine.id, id))?.secrets.map(({ until }) => until);
  expect(await untils()).toEqual([null, expect.any(Date)]);
  await ask('POST', `/v1/webhook-endpoints/${id}/rotate-secret`, { overlapHours: 0 });
  expect(await untils()).toEqual([null]);
});

test('a repeated request makes one endpoint, and does not show the secret again', async () => {
  const key = { 'Idempotency-Key': 'one endpoint' };
  const [first, second] = [
    await ask('POST', '/v1/webhook-endpoints', { url }, key),
    await ask('POST', '/v1/webhook-endpoints', { url }, key),
  ];
  const [made, again] = [await jsonOf<EndpointJson>(first), await jsonOf<EndpointJson>(second)];
  expect([second.status, again.id, again.secret]).toEqual([201, made.id, null]);
});

test('a test is a delivery, found by its endpoint, and can be retried', async () => {
  const { id } = await created();
  const tested = await ask('POST', `/v1/webhook-endpoints/${id}/test`);
  const delivery = await jsonOf<{ id: string; eventId: string }>(tested);
  expect([tested.status, delivery]).toMatchObject([202, { endpointId: id, type: 'webhook.test', state: 'pending' }]);
  const listed = await jsonOf<{ data: object[] }>(await ask('GET', `/v1/webhook-deliveries?endpointId=${id}`));
  expect(listed.data).toEqual([delivery]);
  expect(await api.ports.events.body(delivery.eventId)).toContain('"webhook.test"');
  expect((await ask('POST', `/v1/webhook-deliveries/${delivery.id}/retry`)).status).toBe(202);
  expect((await ask('POST', `/v1/webhook-endpoints/${id}/recover`, { since: '2030-01-01T00:00:00Z' })).status).toBe(
    202,
  );
  const audited = await jsonOf<{ data: { action: string }[] }>(await ask('GET', '/v1/audit-entries?limit=3'));
  expect(audited.data.map(({ action }) => action)).toEqual([
    'endpoint.recovered',
    'delivery.retried',
    'endpoint.tested',
  ]);
  expect(await jsonOf(await ask('GET', `/v1/webhook-deliveries/${delivery.id}`))).toMatchObject({ attempts: [] });
  const none = await ask('GET', `/v1/webhook-deliveries?endpointId=${id}&state=delivered`);
  expect((await jsonOf<{ data: object[] }>(none)).data).toEqual([]);
});

test('nothing is sent to an endpoint that is disabled, and whoever asks is told', async () => {
  const { id } = await created();
  const { id: delivery } = await jsonOf<{ id: string }>(await ask('POST', `/v1/webhook-endpoints/${id}/test`));
  await ask('PATCH', `/v1/webhook-endpoints/${id}`, { enabled: false });
  for (const answer of [
    await ask('POST', `/v1/webhook-endpoints/${id}/test`),
    await ask('POST', `/v1/webhook-endpoints/${id}/recover`, { since: '2030-01-01T00:00:00Z' }),
    await ask('POST', `/v1/webhook-deliveries/${delivery}/retry`),
  ]) {
    expect([answer.status, await jsonOf(answer)]).toMatchObject([409, { code: 'invalid_state', state: 'disabled' }]);
  }
});

async function created(): Promise<EndpointJson> {
  return jsonOf<EndpointJson>(await ask('POST', '/v1/webhook-endpoints', { url }));
}

function ask(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${api.mine.keys.admin}`, ...more };
  if (body === undefined) return fetch(api.url + path, { method, headers });
  return fetch(api.url + path, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
