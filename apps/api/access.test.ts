import { routes, type Route } from '@muster/contract';
import { callerRoles, type CallerRole } from '@muster/domain';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const table: Record<string, Route> = routes;
const all = Object.entries(table);
const withKey = all.filter(([, { role }]) => role !== 'public');

describe('a route that needs a key', () => {
  test.each(withKey)('%s refuses requests without one', async (_, route) => {
    const answer = await ask(route, {});
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="muster"']);
    expect(await jsonOf(answer)).toMatchObject({ code: 'unauthenticated' });
  });

  test.each(withKey)('%s lets in the roles it names, and no lower one', async (_, route) => {
    for (const role of callerRoles) {
      const key = api.mine.keys[role];
      const cookie = await signIn(key);
      for (const { status } of [await ask(route, { key }), await ask(route, { cookie })]) {
        expect(status === 403).toBe(callerRoles.indexOf(role) < callerRoles.indexOf(roleOf(route)));
        expect(status).not.toBe(401);
      }
    }
  });

  test.each([
    ['a damaged key', () => api.mine.keys.admin.slice(0, -1)],
    ['the id of one key with the secret of another', () => spliced(api.mine.keys.admin, api.other.keys.admin)],
    ['no key at all', () => 'secret'],
    ['a revoked key', revokedKey],
  ])('refuses %s', async (_, keyOf) => {
    const key = await keyOf();
    for (const [, route] of withKey)
      expect([route.path, (await ask(route, { key })).status]).toEqual([route.path, 401]);
  });

  test('refuses a session once its key is revoked', async () => {
    const { id, key } = await anotherKey();
    const cookie = await signIn(key);
    expect((await ask(routes.getSession, { cookie })).status).toBe(200);
    await ask(routes.revokeKey, { key: api.mine.keys.admin, id });
    for (const [, route] of withKey)
      expect([route.path, (await ask(route, { cookie })).status]).toEqual([route.path, 401]);
  });
});

describe('every route', () => {
  test.each(all)('%s answers with a request id and refuses unknown parameters', async (_, route) => {
    const answer = await ask(route, { key: api.mine.keys.admin, query: '?surprise=1' });
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
    expect([answer.status, (await jsonOf(answer)).code]).toEqual([400, 'invalid_request']);
  });

  test.each(all)('%s names the methods it takes, key or not', async (_, route) => {
    const answer = await fetch(api.url + pathOf(route), { method: 'PUT' });
    const { code, allow } = await jsonOf<{ code: string; allow: string[] }>(answer);
    expect([answer.status, code]).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.get('allow')).toBe(allow.join(', '));
    expect(allow).toContain(route.method);
  });
});

describe('what belongs to another account', () => {
  test('is not listed', async () => {
    await foreignId('/v1/jobs/{id}');
    for (const path of ['/v1/jobs', '/v1/users', '/v1/roles', '/v1/people']) {
      const [mine, theirs] = await Promise.all([ids(path, api.mine.keys.viewer), ids(path, api.other.keys.viewer)]);
      expect(theirs.length).toBeGreaterThan(0);
      expect(theirs.filter((id) => mine.includes(id))).toEqual([]);
    }
  });

  test.each(withKey.filter(([, { path }]) => path.includes('{id}')))('%s does not find it', async (_, route) => {
    const id = await foreignId(route.path);
    const [foreign, unknown, impossible] = await Promise.all(
      [id, `${id.slice(0, 4)}0000000000`, '%00'].map((it) => ask(route, { key: api.mine.keys.admin, id: it })),
    );
    expect([foreign?.status, unknown?.status, impossible?.status]).toEqual([404, 404, 404]);
    expect((await ask(route, { cookie: await signIn(api.mine.keys.admin), id })).status).toBe(404);
    expect((await ask(route, { key: api.other.keys.admin, id })).status).not.toBe(404);
  });
});

test.each(['/v1', '/v1/jobs/', '/V1/jobs', '/v1/nothing', '/admin'])('there is nothing at %s', async (path) => {
  const answer = await fetch(api.url + path);
  expect([answer.status, (await jsonOf(answer)).code]).toEqual([404, 'not_found']);
});

test('an address that cannot be decoded is a bad request', async () => {
  const answer = await fetch(`${api.url}/v1/jobs/%zz`, {
    headers: { Authorization: `Bearer ${api.mine.keys.viewer}` },
  });
  expect([answer.status, (await jsonOf(answer)).code]).toEqual([400, 'invalid_request']);
});

type How = { key?: string; cookie?: string; id?: string; query?: string; body?: string };

function ask(route: Route, { key, cookie, id, query = '', body = bodyFor(route) }: How): Promise<Response> {
  const headers: Record<string, string> = {
    ...(key !== undefined && { Authorization: `Bearer ${key}` }),
    ...(cookie !== undefined && { Cookie: cookie, Origin: api.url }),
  };
  if (route.body === 'none') return fetch(api.url + pathOf(route, id) + query, { method: route.method, headers });
  headers['Content-Type'] = typeof route.body === 'string' ? 'text/csv' : 'application/json';
  return fetch(api.url + pathOf(route, id) + query, { method: route.method, headers, body });
}

/** Good enough to get past the checks of the body, wherever an id is asked for. */
function bodyFor({ body, path }: Route): string {
  if (body === 'upload') return 'user_email,role\n';
  if (body === 'people') return 'email,displayName\n';
  if (path.endsWith('/recover')) return '{"since":"2030-01-01T00:00:00Z"}';
  return path.endsWith('/fix') ? '{"replacements":[{"column":"role","from":"a","to":"b"}]}' : '{}';
}

function pathOf({ path }: Route, id = 'job_0000000000'): string {
  return path.replace('{id}', id);
}

function roleOf({ role }: Route): CallerRole {
  if (role === 'public') throw new Error('needs no role');
  return role;
}

function spliced(one: string, other: string): string {
  return one.slice(0, one.lastIndexOf('_')) + other.slice(other.lastIndexOf('_'));
}

async function revokedKey(): Promise<string> {
  const { id, key } = await anotherKey();
  await ask(routes.revokeKey, { key: api.mine.keys.admin, id });
  return key;
}

async function anotherKey(): Promise<{ id: string; key: string }> {
  const made = await ask(routes.createKey, { key: api.mine.keys.admin, body: '{"name":"x","role":"admin"}' });
  return jsonOf<{ id: string; key: string }>(made);
}

async function signIn(key: string): Promise<string> {
  const answer = await ask(routes.signIn, { body: JSON.stringify({ key }) });
  return answer.headers.getSetCookie().join().split(';', 1).join();
}

async function ids(path: string, key: string): Promise<string[]> {
  const answer = await fetch(api.url + path, { headers: { Authorization: `Bearer ${key}` } });
  return (await jsonOf<{ data: { id: string }[] }>(answer)).data.map(({ id }) => id);
}

/** Something of the other account that this path could name: made for jobs, the first there is for the rest. */
async function foreignId(path: string): Promise<string> {
  const list = path.slice(0, path.indexOf('/{id}'));
  if (list === '/v1/jobs') {
    const made = await ask(routes.importUsers, { key: api.other.keys.admin });
    return (await jsonOf<{ id: string }>(made)).id;
  }
  if (list === '/v1/api-keys') {
    const made = await ask(routes.createKey, { key: api.other.keys.admin, body: '{"name":"x","role":"viewer"}' });
    return (await jsonOf<{ id: string }>(made)).id;
  }
  if (list.startsWith('/v1/webhook-')) {
    const { admin } = api.other.keys;
    const made = await ask(routes.createEndpoint, { key: admin, body: '{"url":"https://93.184.216.34/hook"}' });
    const { id } = await jsonOf<{ id: string }>(made);
    if (list === '/v1/webhook-endpoints') return id;
    return (await jsonOf<{ id: string }>(await ask(routes.testEndpoint, { key: admin, id }))).id;
  }
  const [first] = await ids(list, api.other.keys.viewer);
  return first!;
}
