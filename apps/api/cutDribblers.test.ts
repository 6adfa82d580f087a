import { until } from '@muster/testkit/until';
import { setTimeout as pause } from 'node:timers/promises';
import { speakHttp, type Conversation } from './testing/speakHttp.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ bodyPatienceMs: 500, headersMs: 600 });
});
afterAll(() => api.close());

const nothing = { jobs: 0, leases: 0, files: 0 };

describe('an upload is cut, and nothing of it stays,', () => {
  test('that stops coming', async () => {
    const client = begin();
    client.send('user_email,role\r\n');
    await until(async () => (await api.traces()).jobs === 1, { what: 'the upload to be received' });
    await gone(client);
    await until(async () => (await api.traces()).jobs === 0, { what: 'its traces to go' });
    expect(await api.traces()).toEqual(nothing);
  });

  test('that comes in drops', async () => {
    const client = begin();
    const drops = setInterval(() => client.send('a'), 50);
    await gone(client);
    clearInterval(drops);
    await until(async () => (await api.traces()).jobs === 0, { what: 'its traces to go' });
    expect(await api.traces()).toEqual(nothing);
  });
});

test('a body of JSON that never comes is waited for no longer', async () => {
  const client = speakHttp(api.port);
  client.send(
    `POST /v1/session HTTP/1.1\r\nHost: muster\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
  );
  await gone(client);
});

test('headers that come in drops are cut', async () => {
  const client = speakHttp(api.port);
  client.send('GET /livez HTTP/1.1\r\nHost: muster\r\n');
  const drops = setInterval(() => client.send('X-Drop: 1\r\n'), 50);
  const answer = await client.answer();
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([408, { code: 'invalid_request', status: 408 }]);
  await gone(client);
  clearInterval(drops);
});

test('an upload that is slow, and not too slow, is taken', async () => {
  const client = begin(4 * 1_024);
  for (let sent = 0; sent < 8; sent += 1) {
    client.send('_'.repeat(512));
    await pause(150); // three times the least pace, for twice the patience
  }
  expect((await client.answer()).status).toBe(202);
});

function begin(length = 100_000): Conversation {
  const client = speakHttp(api.port);
  client.send(
    `POST /v1/jobs/import-users HTTP/1.1\r\nHost: muster\r\nAuthorization: Bearer ${api.mine.keys.operator}\r\n`,
    `Content-Type: text/csv\r\nContent-Length: ${length}\r\n\r\n`,
  );
  return client;
}

async function gone({ socket }: Conversation): Promise<void> {
  await until(() => socket.destroyed, { what: 'the connection to be cut' });
}
