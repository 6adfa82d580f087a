import { until } from '@muster/testkit/until';
import { jsonOf } from './testing/jsonOf.ts';
import { speakHttp, type Conversation, type RawAnswer } from './testing/speakHttp.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ opsToken: 'a token for operations' });
});
afterAll(() => api.close());

const pages = ['/', '/docs', '/docs/problems/not_found', '/openapi.json', '/v1/account', '/metrics', '/nowhere'];

describe.each(pages)('%s', (path) => {
  test('says what may be done with it, and not what it is made with', async () => {
    const { headers } = await fetch(api.url + path);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    for (const rule of ['base-uri', 'form-action', 'frame-ancestors']) expect(policy).toContain(`${rule} 'none'`);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
  });

  test('is not for the scripts of other origins', async () => {
    const origin = 'https://elsewhere.example';
    const asked = {
      Origin: origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    };
    const preflight = await fetch(api.url + path, { method: 'OPTIONS', headers: asked });
    const simple = await fetch(api.url + path, { headers: { Origin: origin } });
    for (const { headers } of [preflight, simple]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

describe('headers', () => {
  test.each(['Authorization', 'Content-Type', 'Host', 'Idempotency-Key', 'Origin'])(
    '%s is there once',
    async (name) => {
      const answer = await ask('GET /v1/account HTTP/1.1', ['Host: here', `${name}: a`, `${name}: b`]);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
    },
  );

  test('are not more than a hundred', async () => {
    const many = Array.from({ length: 150 }, (_, i) => `X-${i}: a`);
    const answer = await ask('GET /v1/account HTTP/1.1', ['Host: here', ...many]);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
  });

  test.each([
    ['longer than 16 KiB', ['Host: here', `X: ${'a'.repeat(17_000)}`], 431],
    ['with two lengths', ['Host: here', 'Content-Length: 3', 'Content-Length: 5'], 400],
    ['with a length and chunks', ['Host: here', 'Content-Length: 3', 'Transfer-Encoding: chunked'], 400],
    ['with chunks of chunks', ['Host: here', 'Transfer-Encoding: chunked, identity'], 400],
    ['folded over two lines', ['Host: here', 'X: a', ' b'], 400],
    ['with a name that is none', ['Host: here', 'X y: a'], 400],
    ['with a NUL', ['Host: here', 'X: a\0b'], 400],
  ])('%s are refused before anybody reads them', async (_, lines, status) => {
    const answer = await ask('POST /v1/jobs/import-users HTTP/1.1', lines);
    expectProblem(answer, status);
    expect(answer.headers['connection']).toBe('close');
    expect(await api.traces()).toEqual({ jobs: 0, leases: 0, files: 0 });
  });

  test.each([
    ['without a host', 'GET /livez HTTP/1.1', []],
    ['of another protocol', 'GET /livez HTTP/3.0', ['Host: here']],
  ])('%s are refused as well', async (_, line, lines) => {
    expectProblem(await ask(line, lines), 400);
  });

  test('that expect what nobody knows are read without it', async () => {
    const answer = await ask('GET /v1/account HTTP/1.1', ['Host: here', 'Expect: the-impossible']);
    expectProblem(answer, 401);
  });

  test('that a proxy would set are believed from nobody', async () => {
    const headers = {
      'X-Forwarded-For': '10.0.0.1',
      'X-Forwarded-Proto': 'https',
      'X-Request-Id': 'mine',
      'X-HTTP-Method-Override': 'DELETE',
    };
    const answer = await fetch(`${api.url}/v1/account`, {
      headers: { ...headers, Authorization: `Bearer ${api.mine.keys.admin}` },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
    expect(await jsonOf(answer)).toMatchObject({ id: api.mine.id });
  });
});

describe('what can be read no further', () => {
  test('is refused under the name that the request has already', async () => {
    const client = speakHttp(api.port);
    client.send('POST /v1/session HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n');
    client.send('Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\nnot a length\r\n');
    expectProblem(await client.answer(), 400);
    await gone(client);
  });

  test('spoils no answer that is under way', async () => {
    const client = speakHttp(api.port);
    client.send(`GET /v1/account HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${api.mine.keys.admin}\r\n\r\n`);
    client.send('GET\r\n\r\n');
    expect(await client.answer().catch(() => null)).toBeNull();
    await gone(client);
  });

  test('is listened to until it has been told so', async () => {
    const client = speakHttp(api.port);
    client.send('GET /livez HTTP/1.1\r\nHost: here\r\nX: ', 'x'.repeat(4_000_000));
    expectProblem(await client.answer(), 431);
    await gone(client);
  });
});

async function ask(line: string, headers: readonly string[]): Promise<RawAnswer> {
  const conversation = speakHttp(api.port);
  conversation.send([line, ...headers, '', ''].join('\r\n'));
  const answer = await conversation.answer();
  conversation.hangUp();
  return answer;
}

function expectProblem({ status, headers, body }: RawAnswer, expected: number): void {
  const problem: unknown = JSON.parse(body);
  const requestId = headers['x-request-id'];
  expect([status, headers['content-type']]).toEqual([expected, 'application/problem+json']);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(requestId).toMatch(/^req_/);
  const code = status === 401 ? 'unauthenticated' : 'invalid_request';
  const [title, detail] = [expect.any(String), expect.any(String)] as unknown[];
  expect(problem).toMatchObject({ type: `/docs/problems/${code}`, title, detail, status, requestId, code });
}

async function gone({ socket }: Conversation): Promise<void> {
  await until(() => socket.destroyed, { what: 'the connection to be cut' });
}

function codeOf({ body }: RawAnswer): string {
  return (JSON.parse(body) as { code: string }).code;
}
