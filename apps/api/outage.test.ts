import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

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
