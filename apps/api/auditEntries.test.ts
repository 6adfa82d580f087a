import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testClient } from './testing/testClient.ts';
import { open, testWorker } from './testing/testWorker.ts';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

test('every word to a job names who said it, and the request it was said with', async () => {
  const client = testClient(api);
  const worker = testWorker(api, client);
  const waiting = await aReview();
  const confirmed = await say('admin', `/v1/jobs/${waiting.id}/confirm`);
  const other = await aReview();
  const cancelled = await say('admin', `/v1/jobs/${other.id}/cancel`);
  const exported = await say('operator', '/v1/jobs/export-users', { filter: { search: 'a' } });
  const done = await worker.succeeded();
  const undone = await say('admin', `/v1/jobs/${done.id}/undo`);

  const entries = await audited();
  expect(entries.map(({ action, by, jobId }) => [action, by.name, jobId])).toEqual([
    ['job.submitted', 'admin', undone.jobId],
    ['job.submitted', 'operator', done.id],
    ['job.submitted', 'operator', exported.jobId],
    ['job.cancelled', 'admin', other.id],
    ['job.submitted', 'operator', other.id],
    ['job.confirmed', 'admin', waiting.id],
    ['job.submitted', 'operator', waiting.id],
  ]);
  expect([0, 2, 3, 5].map((at) => entries[at]?.requestId)).toEqual([
    undone.requestId,
    exported.requestId,
    cancelled.requestId,
    confirmed.requestId,
  ]);
  expect(entries[0]?.detail).toMatchObject({ kind: 'undo-job', parentJobId: done.id, onConflict: 'block' });
  expect(entries[1]?.detail).toMatchObject({ kind: 'import-users', file: { sha256: done.file?.sha256 } });

  async function aReview() {
    const reading = await worker.move(await client.submit(), { state: 'validating', ...open, epoch: 1 });
    const confirmation = {
      reason: 'review',
      deactivated: 0,
      roleChanged: 0,
      ofUsers: 1,
      until: new Date(2e12),
    } as const;
    return worker.move(reading, { ...open, state: 'awaiting_confirmation', confirmation });
  }
});

test('the end of a job names who last told it what to do, not who made it', async () => {
  const client = testClient(api);
  const worker = testWorker(api, client);
  const reading = await worker.move(await client.submit(), { state: 'validating', ...open, epoch: 1 });
  const until = new Date(2e12);
  const confirmation = { reason: 'review', deactivated: 0, roleChanged: 0, ofUsers: 1, until } as const;
  const { id } = await worker.move(reading, { ...open, state: 'awaiting_confirmation', confirmation });
  const { requestId } = await say('admin', `/v1/jobs/${id}/confirm`);

  const confirmed = (await api.ports.jobs.get(api.mine.id, id))!;
  const ended = { ...open, finishedAt: new Date(), state: 'validated', version: confirmed.version + 1 } as const;
  expect(await api.ports.jobs.settle(confirmed, { ...confirmed, ...ended })).toBe(true);
  expect((await audited())[0]).toMatchObject({ action: 'job.validated', by: { name: 'admin' }, requestId });
});

test('a word that comes too late leaves no entry', async () => {
  const job = await testClient(api).submit();
  const statuses = await Promise.all(
    [1, 2, 3].map(async () => (await said('admin', `/v1/jobs/${job.id}/cancel`)).status),
  );
  expect(statuses).toEqual([200, 200, 200]);
  expect((await said('admin', `/v1/jobs/${job.id}/confirm`)).status).toBe(409);
  expect((await audited()).map(({ action }) => action)).toEqual(['job.cancelled', 'job.submitted']);
});

test('an audit entry cannot be changed or removed', async () => {
  await testClient(api).submit();
  const [entry] = await audited();
  for (const path of ['/v1/audit-entries', `/v1/audit-entries/${entry?.id}`])
    for (const method of ['PATCH', 'DELETE', 'PUT'])
      expect([404, 405]).toContain((await fetch(api.url + path, { method, headers: auth('admin') })).status);
});

type Role = 'admin' | 'operator';
type Entry = {
  id: string;
  action: string;
  by: { name: string };
  jobId: string;
  requestId: string;
  detail: Record<string, unknown>;
};

function said(role: Role, path: string, body: object = {}): Promise<Response> {
  const headers = { ...auth(role), 'Content-Type': 'application/json' };
  return fetch(api.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function say(role: Role, path: string, body?: object): Promise<{ jobId: string; requestId: string | null }> {
  const answer = await said(role, path, body);
  expect(answer.ok).toBe(true);
  return { jobId: (await jsonOf<{ id: string }>(answer)).id, requestId: answer.headers.get('x-request-id') };
}

async function audited(): Promise<Entry[]> {
  const answer = await fetch(`${api.url}/v1/audit-entries`, { headers: auth('admin') });
  return (await jsonOf<{ data: Entry[] }>(answer)).data;
}

function auth(role: Role): { Authorization: string } {
  return { Authorization: `Bearer ${api.mine.keys[role]}` };
}
