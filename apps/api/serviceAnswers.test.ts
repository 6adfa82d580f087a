import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testClient, type TestClient } from './testing/testClient.ts';
let api: TestApi;
let client: TestClient;
beforeAll(async () => {
  api = await startTestApi();
  client = testClient(api);
});
afterAll(() => api.close());

test('is ready but degraded while Redis is away', async () => {
  const answer = await fetch(`${api.url}/readyz`);
  expect([answer.status, await jsonOf(answer)]).toEqual([
    200,
    { status: 'degraded', checks: { database: 'ok', files: 'ok', queue: 'failed' } },
  ]);
});

test('gives a sample with names of the account', async () => {
  const answer = await client.get('/v1/samples/import-users.csv');
  const text = await answer.text();
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=import-users.csv');
  expect(text.split('\r\n')[0]).toMatch(/^user_email,role,/);
  expect(text).toContain('Billing Voice');
});

test('explains every column', async () => {
  const { data } = await jsonOf<{ data: { name: string }[] }>(await client.get('/v1/columns'));
  expect(data.map(({ name }) => name)).toContain('user_email');
});

test('shows pages without scripts to whoever follows the type of a problem', async () => {
  const { type } = await jsonOf<{ type: string }>(await fetch(`${api.url}/nowhere`));
  const answer = await fetch(api.url + type);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const policy = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";
  expect(answer.headers.get('content-security-policy')).toBe(policy);
  expect(answer.headers.has('x-powered-by')).toBe(false);
});
