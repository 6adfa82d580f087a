import { aForm, formType, type Part } from './testing/aForm.ts';
import { speakHttp, type Conversation, type RawAnswer } from './testing/speakHttp.ts';
import { fileLimit, startTestApi, type TestApi } from './testing/startTestApi.ts';
import { until } from '@muster/testkit/until';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const csv = 'user_email,role\r\nada@example.com,Agent\r\n';
const file: Part = { name: 'file', fileName: 'users.csv', content: csv };
const nothing = { jobs: 0, leases: 0, files: 0 };

describe('a file that cannot be taken is refused, and nothing of it stays', () => {
  const big = 'x'.repeat(fileLimit + 1);
  const table: [string, { query?: string; type?: string; body: string | Buffer; chunked?: boolean }, number, string][] =
    [
      ['a second file', { body: aForm([file, file]) }, 400, 'too_many_files'],
      ['a second file of another name', { body: aForm([file, { ...file, name: 'x' }]) }, 400, 'too_many_files'],
      ['a second file after a wrong one', { body: aForm([{ ...file, name: 'x' }, file]) }, 400, 'too_many_files'],
      ['a file under a wrong name', { body: aForm([{ ...file, name: 'upload' }]) }, 400, 'file_missing'],
      ['a field instead of the file', { body: aForm([{ name: 'file', content: csv }]) }, 400, 'file_missing'],
      ['a form in which no file was chosen', { body: aForm([{ ...file, fileName: '' }]) }, 400, 'file_missing'],
      [
        'a field before the file',
        { body: aForm([{ name: 'mode', content: 'validate' }, file]) },
        400,
        'invalid_request',
      ],
      [
        'a field after the file',
        { body: aForm([file, { name: 'mode', content: 'validate' }]) },
        400,
        'invalid_request',
      ],
      ['a form without its end', { body: aForm([file], { whole: false }) }, 400, 'malformed_multipart'],
      ['a form cut in the file', { body: aForm([file]).subarray(0, 150) }, 400, 'malformed_multipart'],
      ['a form without parts', { body: aForm([]) }, 400, 'malformed_multipart'],
      ['no form at all', { body: 'hello' }, 400, 'malformed_multipart'],
      ['an empty form', { body: '' }, 400, 'malformed_multipart'],
      ['a form without boundary', { body: aForm([file]), type: 'multipart/form-data' }, 400, 'malformed_multipart'],
      ['an empty body', { body: '', type: 'text/csv' }, 400, 'file_missing'],
      ['an empty body of unknown length', { body: '', type: 'text/csv', chunked: true }, 400, 'file_missing'],
      ['too many bytes', { body: big, type: 'text/csv' }, 413, 'file_too_large'],
      ['too many bytes, counted', { body: big, type: 'text/csv', chunked: true }, 413, 'file_too_large'],
      ['too many bytes in a form', { body: aForm([{ ...file, content: big }]) }, 413, 'file_too_large'],
      [
        'too many bytes in a form, counted',
        { body: aForm([{ ...file, content: big }]), chunked: true },
        413,
        'file_too_large',
      ],
      ['JSON', { body: '{}', type: 'application/json' }, 415, 'unsupported_media_type'],
      ['an unknown option', { query: '?modee=validate', body: aForm([file]) }, 400, 'invalid_request'],
      ['a mode that does not exist', { query: '?mode=dry-run', body: aForm([file]) }, 400, 'invalid_request'],
      ['an option given twice', { query: '?mode=apply&mode=validate', body: aForm([file]) }, 400, 'invalid_request'],
      [
        'a parent that does not exist',
        { query: '?parentJobId=job_0000000000', body: aForm([file]) },
        400,
        'invalid_request',
      ],
      ['two names for one file', { query: '?filename=a.csv', body: aForm([file]) }, 400, 'invalid_request'],
    ];

  test.each(table)('%s', async (_, { query = '', type = formType, body, chunked = false }, status, code) => {
    const answer = await post({ query, type, body, chunked }).answer();
    expect(problemOf(answer)).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(await api.traces()).toEqual(nothing);
  });
});

test('a problem with a form field names the field', async () => {
  const body = aForm([file, { name: 'mode', content: 'validate' }]);
  const { errors } = problemOf(await post({ body }).answer());
  expect(errors).toMatchObject([{ path: 'mode', code: 'unknown' }]);
});

describe('an upload that breaks off leaves nothing', () => {
  test.each([
    ['a form', formType, aForm([{ ...file, content: 'x'.repeat(50_000) }], { whole: false })],
    ['a body', 'text/csv', Buffer.alloc(50_000)],
  ])('%s', async (_, type, sent) => {
    const client = post({ type, body: sent, announce: 90_000 });
    await until(async () => (await api.traces()).jobs === 1, { what: 'the upload to begin' });
    client.hangUp();
    await until(async () => JSON.stringify(await api.traces()) === JSON.stringify(nothing), { what: 'no trace' });
  });
});

test('a file that is too large is refused before it is sent', async () => {
  const client = post({ type: 'text/csv', body: '', announce: 50_000_000 });
  expect(problemOf(await client.answer())).toMatchObject({ code: 'file_too_large', limit: fileLimit });
  client.hangUp();
});

test('a client that asks first is answered with the problem, and its body never travels', async () => {
  const client = post({ type: 'text/csv', body: '', announce: 50_000_000, headers: ['Expect: 100-continue'] });
  const answer = await client.answer();
  expect([answer.status, answer.interim, answer.headers.connection]).toEqual([413, [], 'close']);
});

test('the answer reaches a client that closes its connection and sends everything before it listens', async () => {
  const client = post({ type: 'text/csv', body: Buffer.alloc(5_000_000), headers: ['Connection: close'] });
  expect((await client.answer()).status).toBe(413);
});

test('a refused client that goes on sending for ever is cut off', async () => {
  const client = post({ type: 'text/csv', body: '', announce: 500_000_000 });
  const closed = new Promise((resolve) => client.socket.once('close', resolve));
  expect((await client.answer()).status).toBe(413);
  const flood = setInterval(() => client.send(Buffer.alloc(1_000_000)), 5);
  await closed;
  clearInterval(flood);
});

test('a form as large as allowed is taken, one byte more is not', async () => {
  const most = await post({ body: aForm([{ ...file, content: 'x'.repeat(fileLimit) }]) }).answer();
  const more = await post({ body: aForm([{ ...file, content: 'x'.repeat(fileLimit + 1) }]) }).answer();
  expect([most.status, more.status]).toEqual([202, 413]);
});

test('an upload is answered with its job once both are durable, without Redis', async () => {
  const answer = await post({
    query: '?mode=validate',
    body: aForm([{ ...file, fileName: '../näme %221%22.csv' }]),
  }).answer();
  const job = jobOf(answer);
  expect(answer).toMatchObject({ status: 202, headers: { location: `/v1/jobs/${job.id}`, 'retry-after': '1' } });
  expect(job).toMatchObject({ state: 'queued', mode: 'validate', file: { name: 'näme "1".csv', bytes: csv.length } });
  expect(await source(job.id)).toBe(csv);
});

test('a client that asks first is invited when every check is passed', async () => {
  const client = post({ type: 'text/csv', body: '', announce: csv.length, headers: ['Expect: 100-continue'] });
  await new Promise((resolve) => client.socket.once('data', resolve));
  client.send(csv);
  expect(await client.answer()).toMatchObject({ status: 202, interim: ['HTTP/1.1 100 Continue'] });
});

test('a file that arrives in drops is one file', async () => {
  const client = post({ type: 'text/csv', query: '?filename=drops.csv', body: '', announce: csv.length });
  for (const drop of csv) client.send(drop);
  const job = jobOf(await client.answer());
  expect(job.file).toMatchObject({ name: 'drops.csv', bytes: csv.length });
});

test('an empty file is a file: what is wrong with it is for its job to say', async () => {
  expect((await post({ body: aForm([{ ...file, content: '' }]) }).answer()).status).toBe(202);
});

test('a job names the job it corrects', async () => {
  const first = jobOf(await post({ body: aForm([file]) }).answer());
  const second = jobOf(await post({ query: `?parentJobId=${first.id}`, body: aForm([file]) }).answer());
  expect(second.parentJobId).toBe(first.id);
});

test("another account's job cannot be a parent", async () => {
  const foreign = jobOf(await post({ body: aForm([file]), key: api.other.keys.admin }).answer());
  const answer = await post({ query: `?parentJobId=${foreign.id}`, body: aForm([file]) }).answer();
  expect(problemOf(answer)).toMatchObject({ code: 'invalid_request', errors: [{ path: 'parentJobId' }] });
});

type Upload = {
  query?: string;
  type?: string;
  body: string | Buffer;
  chunked?: boolean;
  announce?: number;
  headers?: string[];
  key?: string;
};

function post({
  query = '',
  type = formType,
  body,
  chunked = false,
  announce,
  headers = [],
  key,
}: Upload): Conversation {
  const client = speakHttp(api.port);
  const bytes = Buffer.from(body);
  const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${announce ?? bytes.length}`;
  client.send(
    [
      `POST /v1/jobs/import-users${query} HTTP/1.1`,
      'Host: muster',
      `Authorization: Bearer ${key ?? api.mine.keys.operator}`,
      `Content-Type: ${type}`,
      framing,
      ...headers,
      '\r\n',
    ].join('\r\n'),
  );
  if (!chunked) client.send(bytes);
  else if (bytes.length === 0) client.send('0\r\n\r\n');
  else client.send(`${bytes.length.toString(16)}\r\n`, bytes, '\r\n0\r\n\r\n');
  return client;
}

async function source(jobId: string): Promise<string> {
  const headers = { Authorization: `Bearer ${api.mine.keys.viewer}` };
  return await (await fetch(`${api.url}/v1/jobs/${jobId}/source`, { headers })).text();
}

type JobJson = { id: string; parentJobId: string | null; file: object };

function jobOf({ body }: RawAnswer): JobJson {
  return JSON.parse(body) as JobJson;
}

function problemOf({ body }: RawAnswer): { code: string; errors?: object[] } {
  return JSON.parse(body) as { code: string; errors?: object[] };
}
