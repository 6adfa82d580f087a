import { setTimeout as pause } from 'node:timers/promises';
import type { AccountKey } from '@muster/domain';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testAdmin } from './testing/testAdmin.ts';
import { rememberKeys } from './rememberKeys.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

async function newKey(): Promise<{ id: string; key: string }> {
  const made = await testAdmin(api).post<{ id: string; key: string }>('/v1/api-keys', { name: 'new', role: 'viewer' });
  return made.body;
}

const revoked = (key: AccountKey): AccountKey => ({ ...key, revokedAt: new Date() });

async function revoke(ports: Pick<TestApi['ports'], 'admin'>, id: string): Promise<void> {
  const [key, account] = [await api.ports.keys.get(api.mine.id, id), await api.ports.accounts.get(api.mine.id)];
  const by = { keyId: id, name: 'test' };
  const entry = { id: api.ports.newId('audit'), accountId: api.mine.id, action: 'key.revoked', by, jobId: null };
  const audit = { ...entry, requestId: null, detail: {}, at: new Date() };
  await ports.admin.saveKeys({ revision: account!.revision, audit, keeping: null }, [revoked(key!)]);
}

it('asks for a key once, however many come with it', async () => {
  const { id } = await newKey();
  let asked = 0;
  const findKey = (keyId: string) => {
    asked += 1;
    return api.ports.accounts.findKey(keyId);
  };
  const ports = rememberKeys({ ...api.ports, accounts: { ...api.ports.accounts, findKey } });
  const found = await Promise.all(Array.from({ length: 20 }, () => ports.accounts.findKey(id)));
  expect([asked, found.filter((key) => key?.caller.keyId === id).length]).toEqual([1, 20]);
  await ports.accounts.findKey('key_nobody');
  await ports.accounts.findKey('key_nobody');
  expect(asked).toBe(3);
});

it('forgets a key at once where it is ended, and within a second or so elsewhere', async () => {
  const { id } = await newKey();
  const [here, elsewhere] = [rememberKeys(api.ports), rememberKeys(api.ports)];
  await Promise.all([here.accounts.findKey(id), elsewhere.accounts.findKey(id)]);
  await revoke(here, id);
  expect(await here.accounts.findKey(id)).toBeNull();
  await pause(1_100); // longer than anything is remembered
  expect(await elsewhere.accounts.findKey(id)).toBeNull();
});

it('refuses a key right after it was revoked', async () => {
  const { id, key } = await newKey();
  const look = () => fetch(`${api.url}/v1/account`, { headers: { Authorization: `Bearer ${key}` } });
  expect((await look()).status).toBe(200);
  await testAdmin(api).remove(`/v1/api-keys/${id}`);
  const refused = await look();
  expect([refused.status, (await jsonOf(refused)).code]).toEqual([401, 'unauthenticated']);
});
