import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, directory, type Client } from './client.ts';

type Named = { id: string; name: string };
type UserJson = { id: string; email: string; version: number; agentQueues: Named[] };
type Refusal = { code: string; by?: { users: number; templates: number; account: number } };
type HistoryJson = { data: { jobId: string; kind: string; row: number; action: string; fields: object }[] };

let product: Product;
let admin: Client;
let strangers: string[];

beforeAll(async () => {
  product = await startProduct({ MUSTER_SWEEP_INTERVAL: '300ms' });
  admin = clientOf(product);
  strangers = (await directory(admin)).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(() => product.stop(), 60_000);

type Said<T> = { status: number; body: T };

async function send<T>(method: string, path: string, body?: object): Promise<Said<T>> {
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await admin.ask(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, body: (response.status === 204 ? null : await response.json()) as T };
}

const aQueue = async (name: string): Promise<Named> =>
  (await send<Named>('POST', '/v1/queues', { name, channel: 'voice' })).body;

const withQueue = (emails: readonly string[], queue: string): string =>
  `user_email,role,agent_queues\n${emails.map((email) => `${email},Agent,${queue}\n`).join('')}`;

const findUser = async (email: string | undefined): Promise<UserJson> => {
  const { data } = await admin.get<{ data: UserJson[] }>(`/v1/users?search=${encodeURIComponent(email ?? '')}`);
  return data[0]!;
};

describe('a queue', () => {
  it('has its new name on every screen and in every file once it is renamed, and no user was changed', async () => {
    const [email] = strangers;
    const queue = await aQueue('Aardvark Line');
    expect((await admin.import(withQueue([email ?? ''], 'Aardvark Line'))).state).toBe('succeeded');
    const before = await findUser(email);
    expect(before.agentQueues).toEqual([{ id: queue.id, name: 'Aardvark Line' }]);

    const renamed = await send('PATCH', `/v1/queues/${queue.id}`, { name: 'Aardvark, "Gold"' });
    expect(renamed.status).toBe(200);
    const after = await findUser(email);
    expect([after.agentQueues[0]?.name, after.version]).toEqual(['Aardvark, "Gold"', before.version]);
    const { csv } = await admin.export({ queueId: queue.id });
    expect(csv).toContain('"Aardvark, ""Gold"""');
    const sample = await (await admin.ask('/v1/samples/import-users.csv')).text();
    expect(sample).toContain('"Aardvark, ""Gold"""');

    const old = await admin.import(withQueue([strangers[1] ?? ''], 'Aardvark Line'));
    expect(old.issueGroups).toMatchObject([{ code: 'reference_not_found', column: 'agent_queues' }]);
  }, 60_000);

  it('stays while somebody has it, and goes once nobody has', async () => {
    const queue = await aQueue('Brief Line');
    const email = strangers[2] ?? '';
    await admin.import(withQueue([email], 'Brief Line'));
    const refused = await send<Refusal>('DELETE', `/v1/queues/${queue.id}`);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'in_use', by: { users: 1, templates: 0 } }]);

    const taken = await admin.update(`user_email,agent_queues\n${email},[CLEAR]\n`);
    expect(taken.state).toBe('succeeded');
    expect((await send('DELETE', `/v1/queues/${queue.id}`)).status).toBe(204);
    expect((await admin.ask(`/v1/queues/${queue.id}`)).status).toBe(404);
  }, 60_000);

  it('either stays with those who are being imported, or goes and takes the import with it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const queue = await aQueue(`Contested ${round}`);
      const people = strangers.slice(10 + round * 20, 30 + round * 20);
      const { id } = await admin.submit(withQueue(people, queue.name));
      await new Promise((resolve) => setTimeout(resolve, round * 40)); // a later moment of the import each time
      const deletion = await send<Refusal>('DELETE', `/v1/queues/${queue.id}`);
      const job = await admin.ended(id);
      const users = await admin.countUsers(`&queueId=${queue.id}`);
      expect([job.state, deletion.status, users]).toEqual(
        job.state === 'succeeded' ? ['succeeded', 409, people.length] : ['rejected', 204, 0],
      );
    }
  }, 120_000);
});

it('tells what jobs did to a user, with before and after', async () => {
  const email = strangers[200] ?? '';
  const created = await admin.import(`user_email,role,display_name\n${email},Agent,Kim\n`);
  const updated = await admin.update(`user_email,display_name\n${email},Kim Lee\n`);
  const user = await findUser(email);
  const { data } = await admin.get<HistoryJson>(`/v1/users/${user.id}/history`);
  expect(data).toMatchObject([
    { jobId: updated.id, kind: 'update-users', row: 2, action: 'update' },
    { jobId: created.id, kind: 'import-users', row: 2, action: 'create' },
  ]);
  expect(data[0]?.fields).toEqual({ display_name: { from: 'Kim', to: 'Kim Lee' } });
}, 60_000);

it('takes more rows in a file once an administrator says so, of people who were added to the directory at once', async () => {
  const emails = Array.from({ length: 1_200 }, (_, i) => `hire.${i}@example.com`);
  const people = emails.map((email, i) => JSON.stringify({ email, displayName: `Hire ${i}` })).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const loaded = await admin.ask('/v1/people/bulk', { method: 'POST', headers, body: people });
  expect([loaded.status, await loaded.json()]).toEqual([200, { created: 1_200, updated: 0, unchanged: 0 }]);

  const csv = `user_email,role\n${emails.map((email) => `${email},Agent\n`).join('')}`;
  expect((await admin.import(csv)).issueGroups).toMatchObject([{ code: 'too_many_rows' }]);
  const raised = await send('PATCH', '/v1/account', { limits: { importRows: 1_200 } });
  expect(raised.status).toBe(200);
  expect(await admin.import(csv)).toMatchObject({ state: 'succeeded', counts: { created: 1_200 } });
  const above = await send<Refusal>('PATCH', '/v1/account', { limits: { importRows: 100_001 } });
  expect([above.status, above.body.code]).toEqual([400, 'invalid_request']);
}, 90_000);

it('writes down who did all that, for administrators only', async () => {
  const { data } = await admin.get<{ data: { action: string; by: { name: string } }[] }>('/v1/audit-entries?limit=100');
  const actions = new Set(data.map(({ action }) => action));
  expect([...actions]).toEqual(expect.arrayContaining(['account.updated', 'people.loaded', 'job.succeeded']));
  const operator = clientOf(product, 0, 'operator');
  expect((await operator.ask('/v1/audit-entries')).status).toBe(403);
  const headers = { 'content-type': 'application/json' };
  expect((await operator.ask('/v1/teams', { method: 'POST', headers, body: '{"name":"X"}' })).status).toBe(403);
});
