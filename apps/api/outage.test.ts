import { aForm, formType } from './testing/aForm.ts';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('without its file store the api takes no uploads, and leaves no job behind', async () => {
  await api.breakFileStore();
  const headers = { Authorization: `Bearer ${api.mine.keys.admin}`, 'Content-Type': 'text/csv' };
  const url = `${api.url}/v1/jobs/import-users`;
  const raw = await fetch(url, { method: 'POST', headers, body: 'user_email,role\r\n' });
  const form = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': formType },
    body: new Uint8Array(aForm([{ name: 'file', fileName: 'a.csv', content: 'x'.repeat(50_000) }])),
  });
  expect([raw.status, form.status, (await fetch(`${api.url}/readyz`)).status]).toEqual([503, 503, 503]);
  expect(await api.traces()).toMatchObject({ jobs: 0, leases: 0 });
});

test('without its database the api says so, and that it is worth asking again', async () => {
  await api.stopDatabase();
  const headers = { Authorization: `Bearer ${api.mine.keys.admin}` };
  const answer = await fetch(`${api.url}/v1/account`, { headers });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await jsonOf(answer)).toMatchObject({ code: 'unavailable' });

  const ready = await fetch(`${api.url}/readyz`);
  expect([ready.status, await jsonOf(ready)]).toMatchObject([
    503,
    { code: 'unavailable', checks: { database: 'failed' } },
  ]);
  expect((await fetch(`${api.url}/livez`)).status).toBe(200);
});
