import { until } from '@muster/testkit/until';
import { connect } from 'node:net';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testClient, type JobJson, type TestClient } from './testing/testClient.ts';
import { open, testWorker, type TestWorker } from './testing/testWorker.ts';

let api: TestApi;
let client: TestClient;
let worker: TestWorker;

beforeAll(async () => {
  api = await startTestApi();
  client = testClient(api);
  worker = testWorker(api, client);
});
afterAll(() => api.close());

const reading = { state: 'validating', ...open, epoch: 1 } as const;
const cancelled = () => ({ state: 'cancelled', ...open, finishedAt: api.ports.clock() }) as const;

describe('waiting for a job', () => {
  it('answers at once when the tag is old, or the job has ended', async () => {
    const job = await client.submit();
    const old = await client.get(`/v1/jobs/${job.id}?wait=30`, { 'If-None-Match': '"1.0"' });
    expect([old.status, old.headers.get('etag')]).toEqual([200, '"2.0"']);
    await worker.move(job, cancelled());
    expect((await client.get(`/v1/jobs/${job.id}?wait=30`)).status).toBe(200);
    const known = await client.get(`/v1/jobs/${job.id}?wait=30`, { 'If-None-Match': '"3.0"' });
    expect(known.status).toBe(304);
  });

  it('answers with the next change, whether the caller names what it knows or not', async () => {
    const job = await client.submit();
    const waiting = [{ 'If-None-Match': '"2.0"' }, {}].map((headers) =>
      client.get(`/v1/jobs/${job.id}?wait=30`, headers),
    );
    await watched();
    await worker.move(job, reading);
    for (const answer of await Promise.all(waiting)) {
      expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"3.0"']);
      expect(await jsonOf<JobJson>(answer)).toMatchObject({ state: 'validating' });
    }
  });

  it('counts progress as a change', async () => {
    const job = await worker.move(await client.submit(), reading);
    const waiting = client.get(`/v1/jobs/${job.id}?wait=30`, { 'If-None-Match': '"3.0"' });
    await watched();
    const progress = { phase: 'reading', rowsRead: 7, rowsTotal: null, bytesRead: 70, bytesTotal: 100 } as const;
    await api.ports.progress.put({ jobId: job.id, version: 3, tick: 1, ...progress });
    expect(await jsonOf<JobJson>(await waiting)).toMatchObject({ progress: { rowsRead: 7 } });
  });

  it('ends with 304 for who knows the job, and with the job for who does not', async () => {
    const job = await client.submit();
    const known = client.get(`/v1/jobs/${job.id}?wait=1`, { 'If-None-Match': '"2.0"' });
    const unknown = client.get(`/v1/jobs/${job.id}?wait=1`);
    expect([(await known).status, (await unknown).status]).toEqual([304, 200]);
  });

  it.each(['0', '31', '1.5', 'long'])('takes 1 to 30 whole seconds, not %s', async (wait) => {
    const answer = await client.get(`/v1/jobs/${(await client.submit()).id}?wait=${wait}`);
    expect(answer.status).toBe(400);
  });
});

describe('the events of a job', () => {
  it('begin with the job as it is, tell what changes, and end with its end', async () => {
    const job = await client.submit();
    const answer = await client.get(`/v1/jobs/${job.id}/events`);
    const { headers } = answer;
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(headers.get('content-encoding')).toBeNull();
    const events = eventsOf(answer);
    expect((await events.next()).value).toMatchObject({ id: '2.0', event: 'job', data: { state: 'queued' } });
    const moved = await worker.move(job, reading);
    expect((await events.next()).value).toMatchObject({ id: '3.0', data: { state: 'validating' } });
    await worker.move(moved, cancelled());
    expect((await events.next()).value).toMatchObject({ id: '4.0', data: { state: 'cancelled' } });
    expect((await events.next()).done).toBe(true);
    expect(api.watching()).toBe(0);
  });

  it('are over for who knows the end, told once to who does not', async () => {
    const job = await worker.move(await client.submit(), cancelled());
    const path = `/v1/jobs/${job.id}/events`;
    expect((await client.get(path, { 'Last-Event-ID': '3.0' })).status).toBe(204);
    const events = eventsOf(await client.get(path, { 'Last-Event-ID': '2.0' }));
    expect((await events.next()).value).toMatchObject({ id: '3.0', data: { id: job.id, state: 'cancelled' } });
    expect((await events.next()).done).toBe(true);
  });

  it('are not told to another account', async () => {
    const job = await client.submit();
    const headers = { Authorization: `Bearer ${api.other.keys.admin}` };
    expect((await client.get(`/v1/jobs/${job.id}/events`, headers)).status).toBe(404);
  });

  it('stop the looking when the last one who listens hangs up', async () => {
    const job = await client.submit();
    const socket = connect(api.port, '127.0.0.1');
    const key = api.mine.keys.operator;
    socket.write(`GET /v1/jobs/${job.id}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`);
    await watched();
    socket.destroy();
    await until(() => api.watching() === 0, { what: 'the watch to end' });
  });

  it('reach five hundred watchers, listeners and waiters, with a few questions to the database a second', async () => {
    const job = await client.submit();
    const path = `/v1/jobs/${job.id}`;
    const many = Array.from({ length: 250 });
    const streams = await Promise.all(many.map(async () => eventsOf(await client.get(`${path}/events`))));
    for (const events of streams) await events.next();
    const waiting = many.map(() => client.get(`${path}?wait=30`, { 'If-None-Match': '"2.0"' }));
    await until(() => api.watching() === 500, { what: 'all to watch' });
    const [looksBefore, startedAt] = [api.looks(), performance.now()];
    await until(() => performance.now() - startedAt > 2_000, { what: 'two seconds of watching' });
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(api.looks() - looksBefore).toBeGreaterThan(0);
    expect((api.looks() - looksBefore) / seconds).toBeLessThanOrEqual(8); // of the job and of its progress, each
    await worker.move(job, cancelled());
    const ends = await Promise.all(streams.map(async (events) => (await events.next()).value?.id));
    expect(new Set(ends)).toEqual(new Set(['3.0']));
    for (const answer of await Promise.all(waiting)) expect(answer.headers.get('etag')).toBe('"3.0"');
  }, 60_000);

  it('end when the service does', async () => {
    const events = eventsOf(await client.get(`/v1/jobs/${(await client.submit()).id}/events`));
    await events.next();
    await api.letGo();
    expect((await events.next()).done).toBe(true);
  });
});

/** Somebody waits by now: what happens from here on is news. */
async function watched(): Promise<void> {
  await until(() => api.watching() > 0, { what: 'somebody to watch' });
}

type Told = { id: string; event: string; data: JobJson };

async function* eventsOf(answer: Response): AsyncGenerator<Told, undefined> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of answer.body!) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) continue;
      const lines = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line]));
      const value = (name: string): string => (lines.get(name) ?? '').slice(name.length + 2);
      yield { id: value('id'), event: value('event'), data: JSON.parse(value('data')) as JobJson };
    }
  }
  return undefined;
}
