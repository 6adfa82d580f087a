import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testAdmin, type AuditJson, type TestAdmin } from './testing/testAdmin.ts';

type AccountJson = {
  name: string;
  revision: number;
  limits: Record<string, number>;
  licenses: Record<string, number | null>;
};

let api: TestApi;
let admin: TestAdmin;
beforeAll(async () => {
  api = await startTestApi();
  admin = testAdmin(api);
});
afterAll(() => api.close());

const account = () => admin.get<AccountJson>('/v1/account');

test('an account is changed member by member', async () => {
  const before = await account();
  const { status, body } = await admin.patch<AccountJson>('/v1/account', {
    country: 'fr',
    limits: { importRows: 7 },
    licenses: { premium: 40 },
  });
  expect(status).toBe(200);
  expect(body).toEqual({
    ...before,
    country: 'FR',
    revision: before.revision + 1,
    limits: { ...before.limits, importRows: 7 },
    licenses: { ...before.licenses, premium: 40 },
  });
  expect(await account()).toEqual(body);
  const { detail } = await admin.lastAudited();
  expect(detail.changes).toMatchObject({ country: { from: 'DE', to: 'FR' } });
});

test('null takes a licence limit away', async () => {
  await admin.patch('/v1/account', { licenses: { elite: 1 } });
  const { body } = await admin.patch<AccountJson>('/v1/account', { licenses: { elite: null } });
  expect(body.licenses['elite']).toBeNull();
});

test.each([
  [{ limits: { importRows: 1_001 } }, 'limits.importRows'],
  [{ limits: { fileBytes: 1_000_001 } }, 'limits.fileBytes'],
  [{ limits: { importRows: 0 } }, 'limits.importRows'],
  [{ licenses: { premium: -1 } }, 'licenses.premium'],
  [{ country: 'XX' }, 'country'],
  [{ name: null }, 'name'],
  [{ revision: 1 }, 'revision'],
  [{ limits: { rows: 1 } }, 'limits.rows'],
])('%j is refused', async (patch, path) => {
  const before = await account();
  const { status, body } = await admin.patch('/v1/account', patch);
  expect([status, body.errors?.map((error) => error.path)]).toEqual([400, [path]]);
  expect(await account()).toEqual(before);
});

test('a limit may be as high as the installation allows', async () => {
  const { body } = await admin.patch<AccountJson>('/v1/account', {
    limits: { importRows: 1_000, fileBytes: 1_000_000 },
  });
  expect(body.limits).toMatchObject({ importRows: 1_000, fileBytes: 1_000_000 });
});

test('audit entries come newest first, each once, and of this account only', async () => {
  for (const name of ['One', 'Two', 'Three']) await admin.patch('/v1/account', { name });
  const names: unknown[] = [];
  let cursor = '';
  do {
    const page = await admin.get<{ data: AuditJson[]; nextCursor: string | null }>(
      `/v1/audit-entries?limit=2${cursor}`,
    );
    names.push(...page.data.map(({ detail }) => detail.changes?.['name']));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(names.slice(0, 3)).toEqual([
    { from: 'Two', to: 'Three' },
    { from: 'One', to: 'Two' },
    { from: 'Test Ltd', to: 'One' },
  ]);
  expect((await api.ports.audit.page(api.other.id, { after: null, limit: 10 })).length).toBe(0);
});

test('audit entries are narrowed down to a key and to an action', async () => {
  await admin.patch('/v1/account', { name: 'Renamed Ltd' });
  const { data } = await admin.get<{ data: AuditJson[] }>('/v1/audit-entries?limit=1');
  const keyId = data[0]?.by.keyId ?? '';
  const actionsOf = async (filter: string) => {
    const page = await admin.get<{ data: AuditJson[] }>(`/v1/audit-entries?limit=100&${filter}`);
    return [...new Set(page.data.map(({ action }) => action))];
  };
  expect(await actionsOf(`createdBy=${keyId}&action=account.updated`)).toEqual(['account.updated']);
  expect(await actionsOf('action=queue.deleted')).toEqual([]);
  expect(await actionsOf('createdBy=key_another')).toEqual([]);
});
