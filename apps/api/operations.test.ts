import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testClient } from './testing/testClient.ts';

const token = 'a token for operations';
let api: TestApi;
let closed: TestApi;
beforeAll(async () => {
  [api, closed] = await Promise.all([startTestApi({ opsToken: token }), startTestApi()]);
});
afterAll(() => Promise.all([api.close(), closed.close()]));

describe.each(['/metrics', '/admin/queues'])('%s', (path) => {
  test('is not there while no token is set', async () => {
    expect((await fetch(closed.url + path, { headers: basic(token) })).status).toBe(404);
  });

  test.each([
    ['nobody', () => ({})],
    ['a wrong token', () => basic('another token')],
    ['no password', () => basic('')],
    ['the key of an account', () => ({ Authorization: `Bearer ${api.mine.keys.admin}` })],
  ])('refuses %s', async (_, headers) => {
    const answer = await fetch(api.url + path, { headers: headers() });
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });

  test('opens to the token', async () => {
    expect((await fetch(api.url + path, { headers: basic(token) })).status).toBe(200);
  });
});

test('the metrics count jobs by kind and state, and how long the line is', async () => {
  await testClient(api).submit();
  const text = await (await fetch(`${api.url}/metrics`, { headers: basic(token) })).text();
  expect(text).toContain('muster_jobs{kind="import-users",state="queued"} 1');
  expect(text).toContain('muster_queue_depth 1');
  expect(text).toMatch(/^muster_queue_age_seconds \d/m);
  expect(text).toContain('process_cpu_seconds_total');
});

test('the page of the docs loads only what is here', async () => {
  const page = await fetch(`${api.url}/docs`);
  const html = await page.text();
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(loaded).toHaveLength(3);
  for (const path of loaded) expect([path, (await fetch(api.url + path)).status]).toEqual([path, 200]);
  expect(await (await fetch(`${api.url}/docs/ui/start.js`)).text()).toContain('/openapi.json');
});

function basic(password: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`ops:${password}`).toString('base64')}` };
}
