import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import {
  hostileQueries,
  hostileTexts,
  hostileValues,
  loopbackHosts,
  promisedCalls,
  type Call,
} from './attackerInputs.ts';
import { clientOf, type Client } from './client.ts';

const ops = 'a token for operations';
const json = { 'content-type': 'application/json' };
const calls = promisedCalls().filter(({ path }) => path.startsWith('/v1/') && path !== '/v1/session');
const paging = ['limit', 'cursor'];
const withId = calls.filter(({ path }) => path.includes('{id}'));

type Named = { id: string };

let product: Product;
let victim: Client;
let attacker: Client;
let theirs: Map<string, string>;
let own: Map<string, string>;

beforeAll(async () => {
  product = await startProduct({ MUSTER_RATE_LIMIT: '0', MUSTER_OPS_TOKEN: ops });
  [victim, attacker] = [clientOf(product, 0), clientOf(product, 1)];
  for (const client of [victim, attacker]) {
    await client.import('user_email,role\r\nnobody@example.com,Agnt\r\n');
    const endpoint = await post(client, '/v1/webhook-endpoints', {
      url: 'https://93.184.216.34/hook',
      types: ['webhook.test'],
    });
    await post(client, `/v1/webhook-endpoints/${((await endpoint.json()) as Named).id}/test`, {});
    await post(client, '/v1/templates', { name: 'One', type: 'add', values: {} });
  }
  [theirs, own] = [await someIds(victim), await someIds(attacker)];
}, 120_000);

afterAll(() => product.stop(), 60_000);

describe('what belongs to another account', () => {
  test.each(withId.map((call) => [`${call.method} ${call.path}`, call] as const))(
    '%s: is not there',
    async (_, call) => {
      const [foreign, unknown] = await Promise.all(
        [theirs, own].map((ids, i) =>
          said(attacker, call, i === 0 ? idOf(ids, call) : `${idOf(ids, call).slice(0, -10)}zzzzzzzzzz`),
        ),
      );
      expect(foreign?.status).toBe(404);
      expect(foreign).toEqual(unknown);
    },
  );

  test('cannot be named in a request of ones own', async () => {
    const [job, role, user] = ['/v1/jobs', '/v1/roles', '/v1/users'].map((list) => theirs.get(list) ?? '');
    const refused = [
      await attacker.ask(`/v1/jobs/import-users?parentJobId=${job}`, {
        method: 'POST',
        body: 'x',
        headers: { 'content-type': 'text/csv' },
      }),
      await post(attacker, '/v1/templates', { name: 'Two', type: 'add', values: { roleId: role } }),
      await post(attacker, '/v1/api-keys', { name: 'x', role: 'admin', userId: user }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
    for (const list of [
      `/v1/jobs?parentJobId=${job}`,
      `/v1/users?roleId=${role}`,
      `/v1/webhook-deliveries?jobId=${job}`,
    ]) {
      expect(await attacker.get(list)).toMatchObject({ data: [] });
    }
    expect((await attacker.export({ roleId: role ?? '' })).job.counts?.['rows']).toBe(0);
  }, 60_000);

  test('does not open to a key of an account, nor to half of two keys', async () => {
    for (const path of ['/metrics', '/admin/queues']) expect((await attacker.ask(path)).status).toBe(401);
    const spliced =
      victim.key.slice(0, victim.key.lastIndexOf('_')) + attacker.key.slice(attacker.key.lastIndexOf('_'));
    for (const authorization of [
      `Bearer ${spliced}`,
      `Basic ${btoa(`ops:${attacker.key}`)}`,
      'Bearer',
      'Bearer null',
      `bearer ${victim.key.toUpperCase()}`,
    ]) {
      expect((await fetch(`${product.url}/v1/account`, { headers: { authorization } })).status).toBe(401);
    }
  });
});

describe('nothing that is sent breaks anything:', () => {
  test('not as a query', async () => {
    const lists = calls.filter(({ method, path }) => method === 'GET' && path !== '/v1/jobs/{id}');
    await all(
      lists.flatMap((call) =>
        call.query
          .filter((name) => call.path === '/v1/users' || !paging.includes(name))
          .flatMap((name) => [
            ...hostileTexts.map((text) => [call, `?${name}=${encoded(text)}`] as const),
            ...hostileQueries(name).map((query) => [call, `?${query}`] as const),
          ]),
      ),
      async ([call, query]) => expectHarmless(await attacker.ask(pathOf(call, idOf(own, call)) + query), query),
    );
  }, 120_000);

  test('not as an id', async () => {
    const ids = hostileTexts.filter((text) => text.trim() !== '').map(encoded);
    await all(
      withId.flatMap((call) =>
        ['%zz', '%c0%ae', ...ids.slice(0, call.method === 'GET' ? ids.length : 6)].map((id) => [call, id] as const),
      ),
      async ([call, id]) => {
        const { status } = await said(attacker, call, id);
        expect([call.path, id, [400, 404].includes(status)]).toEqual([call.path, id, true]);
      },
    );
  }, 120_000);

  test('not as a member of a body, nor as a body', async () => {
    const wrong = [
      '',
      '[',
      'null',
      '[]',
      '"x"',
      '{"a":'.repeat(9_000),
      `{"a":${'['.repeat(9_000)}`,
      '{"a":1e999}',
      '\ufeff{}',
    ];
    const bodies = ({ body }: Call): string[] => [
      ...[...(body ?? []), '__proto__', 'constructor', '$where'].flatMap((name) =>
        hostileValues.map((value) => `{${JSON.stringify(name)}:${JSON.stringify(value)}}`),
      ),
      ...wrong,
    ];
    const taking = calls.filter(({ body, path }) => body !== null && !path.endsWith('rotate'));
    await all(
      taking.flatMap((call) => bodies(call).map((body) => [call, body] as const)),
      async ([call, body]) => {
        const response = await attacker.ask(pathOf(call, idOf(own, call)), {
          method: call.method,
          body,
          headers: json,
        });
        await expectHarmless(response, body);
        if (/^\{"(__proto__|constructor|\$where)"/.test(body))
          expect([call.path, body, response.status]).toEqual([call.path, body, 400]);
      },
    );
  }, 240_000);

  test('not as a cursor that we did not make', async () => {
    const lists = calls.filter(
      ({ method, query, path }) => method === 'GET' && query.includes('cursor') && !path.includes('{id}'),
    );
    const places = [
      null,
      {},
      { $gt: '' },
      -1,
      1e308,
      'x'.repeat(5_000),
      '\0',
      { value: 'never', id: { $gt: '' } },
      { value: 'never', id: 'x' },
      { at: 'never', jobId: 'x' },
    ];
    for (const { path } of lists) {
      for (const sort of path === '/v1/users' ? ['&sort=updatedAt', '&sort=-email'] : ['']) {
        const { nextCursor } = await victim.get<{ nextCursor: string | null }>(`${path}?limit=1${sort}`);
        if (nextCursor === null) continue;
        const [scope] = JSON.parse(decodeURIComponent(atob(nextCursor.replaceAll('-', '+').replaceAll('_', '/')))) as [
          number,
        ];
        for (const place of places) {
          const forged = btoa(encodeURIComponent(JSON.stringify([scope, place])));
          await expectHarmless(
            await attacker.ask(`${path}?limit=1${sort}&cursor=${encodeURIComponent(forged)}`),
            forged,
          );
        }
      }
    }
  }, 60_000);

  test('not as a header', async () => {
    const job = own.get('/v1/jobs') ?? '';
    const texts = [
      '*',
      'W/"1"',
      '"1.0","2.0"',
      '"',
      'bytes=',
      'bytes=-1',
      'bytes=9-1',
      'bytes=0-0,-1',
      `bytes=0-${'9'.repeat(400)}`,
      'x'.repeat(8_000),
      '\xff\xfe',
      '${jndi:ldap://x}',
    ];
    const names = [
      'if-match',
      'if-none-match',
      'range',
      'if-range',
      'idempotency-key',
      'accept',
      'accept-encoding',
      'last-event-id',
      'content-encoding',
      'expect-ct',
      'cookie',
      'origin',
      'x-forwarded-host',
      'traceparent',
    ];
    await all(
      names.flatMap((name) => texts.map((text) => [name, text] as const)),
      async ([name, text]) => {
        for (const path of [`/v1/jobs/${job}`, `/v1/jobs/${job}/source`]) {
          await expectHarmless(await attacker.ask(path, { headers: { [name]: text } }), `${name}: ${text}`);
        }
        await expectHarmless(
          await attacker.ask('/v1/jobs/export-users', {
            method: 'POST',
            body: '{}',
            headers: { ...json, [name]: text },
          }),
          name,
        );
      },
    );
  }, 60_000);

  test('not by hanging up at any moment', async () => {
    const { pids } = await product.run();
    await all(
      Array.from({ length: 400 }, (_, i) => i),
      (i) => hangUp(i % 2 === 0 ? 'text/csv' : 'multipart/form-data; boundary=b', (i / 400) * 40),
    );
    expect(await attacker.countUsers()).toBe(5);
    expect((await product.run()).pids.api).toBe(pids.api);
  }, 60_000);
});

describe('nothing is too large to be refused:', () => {
  test('an upload by its length, before a byte of it is read', async () => {
    const { port } = new URL(product.url);
    const headers = { authorization: `Bearer ${attacker.key}`, 'content-type': 'text/csv', 'content-length': 1e12 };
    const asked = request({ port, host: '127.0.0.1', path: '/v1/jobs/import-users', method: 'POST', headers });
    asked.on('error', () => undefined); // it is cut off in the middle, as it deserves
    asked.write('user_email,role\r\n');
    const status = await new Promise((resolve) => asked.on('response', (answer) => resolve(answer.statusCode)));
    asked.destroy();
    expect(status).toBe(413);
  });

  test.each([
    ['a body', () => post(attacker, '/v1/roles', { name: 'x', description: 'x'.repeat(70_000) }), 413],
    ['an address', () => attacker.ask(`/v1/users?search=${'x'.repeat(20_000)}`), 431],
    ['a header', () => attacker.ask('/v1/users', { headers: { 'x-much': 'x'.repeat(20_000) } }), 431],
    ['a form of many parts', () => attacker.ask('/v1/jobs/import-users', manyParts(2_000)), 400],
    ['a form of long headers', () => attacker.ask('/v1/jobs/import-users', manyParts(1, 'x'.repeat(100_000))), 400],
  ])('%s', async (_, ask, status) => {
    expect((await ask()).status).toBe(status);
  });

  test.each([
    ['a row', `user_email,role\r\n${'x'.repeat(2_000_000)}`, 'record_too_long'],
    ['a header', `${'user_email,'.repeat(50_000)}role\r\n`, 'record_too_long'],
    ['the same column', `${'user_email,'.repeat(500)}role\r\n`, 'duplicate_column'],
    ['a number of rows', `user_email,role\r\n${'a@b.c,Agent\r\n'.repeat(50_000)}`, 'too_many_rows'],
    ['a quote without an end', `user_email,role\r\n"${'a,b\r\n'.repeat(300_000)}`, 'csv_malformed'],
  ])('%s of a file', async (_, csv, code) => {
    const { state, issueGroups } = await attacker.import(csv);
    expect([state, issueGroups.map((group) => group.code)]).toEqual(['rejected', expect.arrayContaining([code])]);
  });
});

describe('a webhook', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());

  test('leads to no address of ours, in whatever spelling, with or without a user, now or by a later change', async () => {
    const { port } = new URL(receiver.url);
    const endpoint = `/v1/webhook-endpoints/${own.get('/v1/webhook-endpoints') ?? ''}`;
    const hosts = loopbackHosts.flatMap((host) => [host, `example.com@${host}`, `example.com%23@${host}`, `:@${host}`]);
    const urls = hosts.flatMap((host) => [
      `https://${host}:${port}/hook`,
      `http://${host}:${port}/hook`,
      `https://${host}`,
    ]);
    await all([...urls, receiver.url, 'file:///etc/passwd', 'gopher://127.0.0.1:6379/_FLUSHALL'], async (url) => {
      const body = JSON.stringify({ url });
      for (const [path, method] of [
        ['/v1/webhook-endpoints', 'POST'],
        [endpoint, 'PATCH'],
      ] as const) {
        expect([url, (await attacker.ask(path, { method, body, headers: json })).status]).toEqual([url, 400]);
      }
    });
    expect(receiver.hits()).toBe(0);
  }, 60_000);

  test('to a name that nobody knows is tried, and leads nowhere', async () => {
    const made = (await (
      await post(attacker, '/v1/webhook-endpoints', { url: 'https://nobody.invalid/' })
    ).json()) as Named;
    const { id } = (await (await post(attacker, `/v1/webhook-endpoints/${made.id}/test`, {})).json()) as Named;
    const [attempt] = await until(async () => {
      const { attempts } = await attacker.get<{ attempts: object[] }>(`/v1/webhook-deliveries/${id}`);
      return attempts.length > 0 ? attempts : null;
    });
    expect(attempt).toMatchObject({ error: 'dns', status: null, address: null });
  }, 60_000);
});

test('afterwards everything works, nobody was reached, nothing was told and nothing lies about', async () => {
  expect(await (await fetch(`${product.url}/readyz`)).json()).toMatchObject({ status: 'ready' });
  expect(await victim.countUsers()).toBe(250);
  const { pids } = await product.run();
  for (const pid of [pids.api, ...pids.workers]) expect(() => process.kill(pid, 0)).not.toThrow();
  for (const name of ['api', 'worker-1', 'mongo']) {
    const log = await product.log(name);
    for (const secret of [victim.key, attacker.key, ops]) expect(log).not.toContain(secret.slice(-40));
  }
  for (const client of [victim, attacker]) {
    await until(() => hasNoOpenJob(client), { timeoutMs: 90_000, everyMs: 250, what: 'their jobs to end' });
  }
  const kept = await readdir(join(product.dataDir, 'files'), { recursive: true, withFileTypes: true });
  const files = kept
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(product.dataDir.length));
  const ours = /^\/files\/accounts\/acc_\w+\/jobs\/job_\w+\/(source|\d+\/[\w.-]+)$/;
  expect(files.filter((path) => !ours.test(path))).toEqual([]);
}, 240_000);

const openStates = ['queued', 'validating', 'awaiting_confirmation', 'scheduled', 'applying', 'exporting', 'undoing'];

async function hasNoOpenJob(client: Client): Promise<boolean> {
  const lists = await Promise.all(
    openStates.map((state) => client.get<{ data: object[] }>(`/v1/jobs?state=${state}&limit=1`)),
  );
  return lists.every(({ data }) => data.length === 0);
}

async function expectHarmless(response: Response, what: string): Promise<void> {
  const text = await response.text();
  const shown = what.slice(0, 80);
  expect([shown, response.status < 500]).toEqual([shown, true]);
  expect(text).not.toMatch(/node_modules|Mongo|\.[jt]s:\d|ECONN|\/tmp\//);
  expect(response.headers.get('x-injected')).toBeNull();
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
}

/** Begins an upload, and is gone after so many milliseconds. */
async function hangUp(mediaType: string, ms: number): Promise<void> {
  const socket = connect(Number(new URL(product.url).port), '127.0.0.1');
  socket.on('error', () => undefined); // it is what is wanted
  const closed = once(socket, 'close');
  socket.write(
    `POST /v1/jobs/import-users HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${attacker.key}\r\n` +
      `Content-Type: ${mediaType}\r\nContent-Length: 5000\r\n\r\n` +
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nuser_email,role\r\n',
  );
  setTimeout(() => socket.resetAndDestroy(), ms);
  await closed;
}

function manyParts(count: number, name = 'x'): { method: string; body: string; headers: Record<string, string> } {
  const part = `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n`;
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  return { method: 'POST', body: `${part.repeat(count)}--b--\r\n`, headers };
}

/** What a call is answered, without what differs every time. */
async function said(client: Client, call: Call, id: string): Promise<{ status: number; body: string }> {
  const body = call.body === null ? {} : { body: JSON.stringify(bodyFor(call)), headers: json };
  const response = await client.ask(pathOf(call, id), { method: call.method, ...body });
  return { status: response.status, body: (await response.text()).replace(/req_\w+/, '') };
}

/** Enough to get past the checks of the body. */
function bodyFor({ path }: Call): object {
  if (path.endsWith('/recover')) return { since: '2030-01-01T00:00:00Z' };
  return path.endsWith('/fix') ? { replacements: [{ column: 'role', from: 'a', to: 'b' }] } : {};
}

function post(client: Client, path: string, body: object): Promise<Response> {
  return client.ask(path, { method: 'POST', body: JSON.stringify(body), headers: json });
}

/** The first of every list. */
async function someIds(client: Client): Promise<Map<string, string>> {
  const lists = [...new Set(withId.map(listOf))];
  const first = async (list: string) =>
    (await client.get<{ data: { id: string }[] }>(`${list}?limit=1`)).data[0]?.id ?? '';
  return new Map(await Promise.all(lists.map(async (list) => [list, await first(list)] as const)));
}

function listOf({ path }: Call): string {
  return path.slice(0, path.indexOf('/{id}'));
}

function idOf(ids: Map<string, string>, call: Call): string {
  const id = call.path.includes('{id}') ? ids.get(listOf(call)) : '';
  if (id === undefined || (id === '' && call.path.includes('{id}'))) throw new Error(`nothing for ${call.path}`);
  return id;
}

function pathOf({ path }: Call, id: string): string {
  return path.replace('{id}', id);
}

function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}

/** Some at a time. */
async function all<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await run(item);
  };
  await Promise.all(Array.from({ length: 8 }, one));
}
