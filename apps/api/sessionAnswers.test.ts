import { makeBrowserSecret } from '@muster/adapters/process';
import { until } from '@muster/testkit/until';
import { jsonOf } from './testing/jsonOf.ts';
import { pepper, startTestApi, type TestApi } from './testing/startTestApi.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

test('a key signs in: the cookie is out of reach for scripts and other sites, and says who is asking', async () => {
  const answer = await signIn({ key: api.mine.keys.operator });
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([
    204,
    [expect.stringMatching(/^muster-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)],
  ]);
  const told = await ask('GET', '/v1/session', { Cookie: cookieOf(answer) });
  expect(await jsonOf<unknown>(told)).toMatchObject({
    account: { id: api.mine.id, name: 'Test Ltd' },
    key: { name: 'operator', role: 'operator' },
  });
});

test('anywhere but on loopback the cookie travels by https alone, and belongs to this host alone', async () => {
  const proxied = await startTestApi({ trustProxy: 1 });
  const forwarded = { 'X-Forwarded-Host': 'muster.example', Origin: 'https://muster.example' };
  const answer = await signIn({ key: proxied.mine.keys.viewer }, forwarded, proxied);
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-muster-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
  ]);
  const asked = { ...forwarded, Cookie: cookieOf(answer) };
  expect((await fetch(`${proxied.url}/v1/session`, { headers: asked })).status).toBe(200);
  expect((await fetch(`${proxied.url}/v1/session`, { headers: { Cookie: asked.Cookie } })).status).toBe(401);
  await proxied.close();
});

test.each([
  [{ key: 'mst_nothing' }, 401],
  [{ token: 'nothing' }, 401],
  [{}, 400],
  [{ key: 'a', token: 'b' }, 400],
  [{ key: 'a', surprise: 1 }, 400],
])('%j does not sign in', async (body, status) => {
  const answer = await signIn(body);
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([status, []]);
});

test('what changes something must come from a page of ours', async () => {
  const Cookie = cookieOf(await signIn({ key: api.mine.keys.admin }));
  const statusOf = async (headers: Record<string, string>) => {
    const answer = await ask('POST', '/v1/jobs/export-users', { Cookie, ...headers }, {});
    return answer.status === 403 ? (await jsonOf(answer)).code : answer.status;
  };
  expect(await statusOf({ Origin: api.url })).toBe(202);
  expect(await statusOf({ Origin: api.url, 'Sec-Fetch-Site': 'same-origin' })).toBe(202);
  for (const headers of [
    {},
    { Origin: 'null' },
    { Origin: 'https://evil.example' },
    { Origin: api.url.replace(/:\d+$/, ':1') },
    { Origin: `${api.url}.evil.example` },
    { Origin: api.url, 'Sec-Fetch-Site': 'cross-site' },
    { Origin: api.url, 'Sec-Fetch-Site': 'same-site' },
  ])
    expect([headers, await statusOf(headers)]).toEqual([headers, 'forbidden']);
  const key = { Authorization: `Bearer ${api.mine.keys.operator}` };
  expect(await statusOf(key)).toBe(202); // a key is sent by nobody but who has it
  expect((await signIn({ key: api.mine.keys.admin }, { Origin: 'https://evil.example' })).status).toBe(403);
});

test('a session follows a job as a key does', async () => {
  const Cookie = cookieOf(await signIn({ key: api.mine.keys.operator }));
  const made = await ask('POST', '/v1/jobs/export-users', { Cookie, Origin: api.url }, {});
  const path = `/v1/jobs/${(await jsonOf<{ id: string }>(made)).id}`;
  const first = await ask('GET', path, { Cookie });
  const etag = first.headers.get('etag') ?? '';
  expect((await ask('GET', path, { Cookie, 'If-None-Match': etag })).status).toBe(304);

  const events = await ask('GET', `${path}/events`, { Cookie });
  for await (const piece of events.body!) {
    expect(Buffer.from(piece).toString()).toContain(`id: ${etag.replaceAll('"', '')}`);
    break;
  }
});

test('a key in the headers says who is asking, whatever the cookie says', async () => {
  const Cookie = cookieOf(await signIn({ key: api.mine.keys.admin }));
  const both = { Cookie, Authorization: `Bearer ${api.other.keys.viewer}` };
  const told = await jsonOf<{ account: { id: string } }>(await ask('GET', '/v1/session', both));
  expect(told.account.id).toBe(api.other.id);
  expect((await ask('DELETE', '/v1/session', both)).status).toBe(204);
  expect((await ask('GET', '/v1/session', { Cookie })).status).toBe(200); // not theirs to end
});

test('signing out ends the session and takes the cookie back; both are audited', async () => {
  const Cookie = cookieOf(await signIn({ key: api.mine.keys.admin }));
  const answer = await ask('DELETE', '/v1/session', { Cookie, Origin: api.url });
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([
    204,
    [expect.stringMatching(/^muster-session=; Path=\/; Expires=Thu, 01 Jan 1970/)],
  ]);
  const ended = await ask('GET', '/v1/session', { Cookie });
  expect([ended.status, ended.headers.getSetCookie()]).toEqual([401, [expect.stringMatching(/^muster-session=;/)]]);
  const audited = await ask('GET', '/v1/audit-entries', { Authorization: `Bearer ${api.mine.keys.admin}` });
  const { data } = await jsonOf<{ data: object[] }>(audited);
  expect(data).toMatchObject([
    { action: 'session.deleted', by: { name: 'admin' }, requestId: answer.headers.get('x-request-id') },
    { action: 'session.created', by: { name: 'admin' }, detail: { by: 'key' } },
  ]);
});

describe('a sign-in link', () => {
  test('signs in once, even when two use it at once', async () => {
    const token = await aLink(60_000);
    const answers = await Promise.all([signIn({ token }), signIn({ token }), signIn({ token })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401]);
    const Cookie = cookieOf(answers.find(({ status }) => status === 204)!);
    expect((await ask('GET', '/v1/account', { Cookie })).status).toBe(200);
    expect((await signIn({ token })).status).toBe(401);
  });

  test('signs nobody in after its time', async () => {
    expect((await signIn({ token: await aLink(-1) })).status).toBe(401);
  });
});

describe('a session that is short', () => {
  let short: TestApi;
  afterEach(() => short.close());

  test('ends when nobody uses it', async () => {
    short = await startTestApi({ sessionIdleMs: 300 });
    const Cookie = cookieOf(await signIn({ key: short.mine.keys.viewer }, {}, short));
    const at = performance.now();
    while (performance.now() - at < 900) expect((await opens(Cookie)).status).toBe(200); // in use
    await until(async () => (await notUsedFor(400), (await opens(Cookie)).status === 401));
  });

  test('ends at last even when it is used', async () => {
    short = await startTestApi({ sessionIdleMs: 60_000, sessionMaxMs: 500 });
    const Cookie = cookieOf(await signIn({ key: short.mine.keys.viewer }, {}, short));
    expect((await opens(Cookie)).status).toBe(200);
    await until(async () => (await opens(Cookie)).status === 401);
  });

  const opens = (Cookie: string) => fetch(`${short.url}/v1/account`, { headers: { Cookie } });
  const notUsedFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
});

function signIn(body: object, headers = {}, { url } = api): Promise<Response> {
  const json = { 'Content-Type': 'application/json', ...headers };
  return fetch(`${url}/v1/session`, { method: 'POST', headers: json, body: JSON.stringify(body) });
}

function ask(method: string, path: string, headers: Record<string, string>, body?: object): Promise<Response> {
  if (body === undefined) return fetch(api.url + path, { method, headers });
  const json = { 'Content-Type': 'application/json', ...headers };
  return fetch(api.url + path, { method, headers: json, body: JSON.stringify(body) });
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie().join().split(';', 1).join();
}

async function aLink(ms: number): Promise<string> {
  const { text, hash: id } = makeBrowserSecret('link', pepper);
  const [key] = await api.ports.keys.admins(api.mine.id);
  await api.ports.sessions.addLink({
    id,
    accountId: api.mine.id,
    keyId: key!.id,
    expiresAt: new Date(Date.now() + ms),
  });
  return text;
}
