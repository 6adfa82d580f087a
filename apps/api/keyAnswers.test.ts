import { until } from '@muster/testkit/until';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

type KeyJson = {
  id: string;
  key: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
};

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

test('a new key opens the account with its role, and is shown once', async () => {
  const [user] = api.mine.users;
  const answer = await ask('POST', '/v1/api-keys', { name: 'Nightly', role: 'viewer', userId: user?.id });
  const made = await jsonOf<KeyJson>(answer);
  expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/api-keys/${made.id}`]);
  expect(await opens(made.key)).toBe(200);
  const listed = await (await ask('GET', '/v1/api-keys')).text();
  expect(listed).toContain(made.id);
  expect(listed).not.toContain(made.key);
  expect(listed).not.toContain('secretHash');
  expect(await actions()).toEqual(['key.created']);
});

test.each([
  [{ name: '', role: 'viewer' }, 'name'],
  [{ name: 'x', role: 'owner' }, 'role'],
  [{ name: 'x', role: 'viewer', userId: 'usr_0000000000' }, 'userId'],
  [{ name: 'x', role: 'viewer', expiresAt: '2001-01-01T00:00:00Z' }, 'expiresAt'],
])('refuses to make %j', async (wish, path) => {
  const answer = await ask('POST', '/v1/api-keys', wish);
  expect(answer.status).toBe(400);
  expect(await jsonOf(answer)).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
});

test('a key opens nothing once it is revoked', async () => {
  const made = await create('viewer');
  expect((await ask('DELETE', `/v1/api-keys/${made.id}`)).status).toBe(204);
  expect((await ask('DELETE', `/v1/api-keys/${made.id}`)).status).toBe(204);
  expect(await opens(made.key)).toBe(401);
  expect((await jsonOf<KeyJson>(await ask('GET', `/v1/api-keys/${made.id}`))).revokedAt).not.toBeNull();
  expect(await actions()).toEqual(['key.revoked', 'key.created']);
});

test('the last lasting key of an admin stays, however many ask at once', async () => {
  const other = await create('admin');
  const { data } = await jsonOf<{ data: (KeyJson & { role: string })[] }>(await ask('GET', '/v1/api-keys'));
  const admins = data.filter(({ role }) => role === 'admin').map(({ id }) => id);
  const answers = await Promise.all(
    admins.map((id, i) => ask('DELETE', `/v1/api-keys/${id}`, undefined, i === 0 ? api.mine.keys.admin : other.key)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
});

test('rotation makes a key alike; the old one ends after the overlap', async () => {
  const old = await create('operator');
  const answer = await ask('POST', `/v1/api-keys/${old.id}/rotate`, { overlapHours: 24 });
  const next = await jsonOf<KeyJson>(answer);
  expect(next).toMatchObject({ role: 'operator', name: 'Test', expiresAt: null });
  expect([answer.status, await opens(next.key), await opens(old.key)]).toEqual([201, 200, 200]);
  const ending = await jsonOf<KeyJson>(await ask('GET', `/v1/api-keys/${old.id}`));
  expect(Math.round((Date.parse(ending.expiresAt ?? '') - Date.now()) / 3_600_000)).toBe(24);

  expect((await ask('POST', `/v1/api-keys/${old.id}/rotate`, { overlapHours: 0 })).status).toBe(201);
  expect(await opens(old.key)).toBe(401);
  expect((await ask('POST', `/v1/api-keys/${old.id}/rotate`, {})).status).toBe(410);
});

test('the last use of a key is known', async () => {
  const made = await create('viewer');
  expect(await opens(made.key)).toBe(200);
  const seen = await until(async () => (await jsonOf<KeyJson>(await ask('GET', `/v1/api-keys/${made.id}`))).lastUsedAt);
  expect(Math.abs(Date.now() - Date.parse(seen))).toBeLessThan(60_000);
});

function ask(method: string, path: string, body?: unknown, key = api.mine.keys.admin): Promise<Response> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  return fetch(api.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

async function create(role: string): Promise<KeyJson> {
  return jsonOf<KeyJson>(await ask('POST', '/v1/api-keys', { name: 'Test', role }));
}

async function opens(key: string): Promise<number> {
  return (await ask('GET', '/v1/account', undefined, key)).status;
}

async function actions(): Promise<string[]> {
  const { data } = await jsonOf<{ data: { action: string }[] }>(await ask('GET', '/v1/audit-entries'));
  return data.map(({ action }) => action);
}
