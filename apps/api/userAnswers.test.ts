import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testClient, type TestClient } from './testing/testClient.ts';
let api: TestApi;
let client: TestClient;
beforeAll(async () => {
  api = await startTestApi();
  client = testClient(api);
});
afterAll(() => api.close());

test('users come in the order asked for, each once', async () => {
  for (const [sort, names] of Object.entries({ email: ['Ada', 'Bob', 'Cy'], '-displayName': ['Cy', 'Bob', 'Ada'] })) {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { data, nextCursor } = await client.page(`/v1/users?sort=${sort}&limit=1${cursor}`);
      seen.push(...data.map(({ email }) => email.split('@')[0]!));
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(names);
  }
});

test('users are searched by part of name or address, and counted when asked', async () => {
  const { data, total } = await client.page('/v1/users?search=%20BO&total=true');
  expect([data.map(({ email }) => email.split('@')[0]), total]).toEqual([['Bob'], 1]);
  expect((await client.page('/v1/users')).total).toBeUndefined();
});

test('a cursor of one filter is refused by another', async () => {
  const { nextCursor } = await client.page('/v1/users?limit=1');
  const answer = await client.get(`/v1/users?limit=1&access=active&cursor=${nextCursor}`);
  expect([answer.status, (await jsonOf(answer)).code]).toEqual([400, 'invalid_cursor']);
});

test('a user shows references by name', async () => {
  const user = await jsonOf<object>(await client.get(`/v1/users/${api.mine.users[0]!.id}`));
  expect(user).toMatchObject({ role: { name: 'Agent' }, region: { name: 'Main' }, skills: [], team: null });
});
