import { newId } from '@muster/adapters/process';
import { aUser } from '@muster/testkit/builders';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testAdmin, type TestAdmin } from './testing/testAdmin.ts';

type Item = { id: string; name: string };
type QueueJson = Item & { description: string; channel: string };
type RegionJson = Item & { isMain: boolean };
type SkillJson = Item & { type: string; maxLevel: number };
type TemplateJson = Item & { state: string; values: Record<string, unknown> };

let api: TestApi;
let admin: TestAdmin;
beforeAll(async () => {
  api = await startTestApi();
  admin = testAdmin(api);
});
afterAll(() => api.close());

const revision = async () => (await admin.get<{ revision: number }>('/v1/account')).revision;

async function made<T extends Item>(kind: string, what: object): Promise<T> {
  return (await admin.post<T>(`/v1/${kind}`, what)).body;
}

/** A user of the account, put there behind the api's back. */
async function employ(what: Parameters<typeof aUser>[0]): Promise<string> {
  const id = newId('user');
  await api.addUser(aUser({ ...what, id, email: `${id}@example.com` }));
  return id;
}

describe('users:manage', () => {
  const rights = (id: string, privileges: string[]) => admin.patch(`/v1/roles/${id}`, { privileges });

  test('stays with the last active user who has it, whatever becomes of the role', async () => {
    const chief = await made('roles', { name: 'Chief', privileges: ['users:manage'] });
    const deputy = await made('roles', { name: 'Deputy', privileges: ['users:manage', 'reports:read'] });
    await employ({ displayName: 'Chief', roleId: chief.id });
    await employ({ displayName: 'Gone', roleId: deputy.id, access: 'inactive' });
    const refused = await rights(chief.id, []);
    expect([refused.status, refused.body.code, refused.body.by]).toEqual([
      409,
      'in_use',
      { users: 1, templates: 0, account: 0 },
    ]);
    expect((await rights(chief.id, ['users:manage', 'reports:read'])).status).toBe(200);
    expect((await admin.remove(`/v1/roles/${chief.id}`)).body.code).toBe('in_use');

    await employ({ displayName: 'Deputy', roleId: deputy.id });
    const both = await Promise.all([rights(chief.id, []), rights(deputy.id, [])]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('may go from a role that nobody active has', async () => {
    const unused = await made('roles', { name: 'Unused', privileges: ['users:manage'] });
    expect((await rights(unused.id, [])).status).toBe(200);
  });
});

describe('creating', () => {
  test('answers the new thing and where it is, and raises the revision', async () => {
    const before = await revision();
    const { status, location, body } = await admin.post<QueueJson>('/v1/queues', {
      name: ' Orders ',
      channel: 'voice',
    });
    expect([status, location]).toEqual([201, `/v1/queues/${body.id}`]);
    expect(body).toEqual({ id: body.id, name: 'Orders', description: '', channel: 'voice' });
    expect(await admin.get(location!)).toEqual(body);
    expect(await revision()).toBe(before + 1);
  });

  test('is audited with who, what and by which request', async () => {
    const { id } = await made('teams', { name: 'Audited' });
    expect(await admin.lastAudited()).toMatchObject({
      action: 'team.created',
      by: { name: 'admin' },
      requestId: expect.stringMatching(/^req_/) as string,
      detail: { id, name: 'Audited' },
    });
  });

  test('refuses a name that differs from another by case alone, and writes nothing', async () => {
    await made('teams', { name: 'Düsseldorf' });
    const before = await revision();
    const { status, body } = await admin.post('/v1/teams', { name: 'DÜSSELDORF' });
    expect([status, body.code, await revision()]).toEqual([409, 'already_exists', before]);
  });

  test('lets another kind, and another account, have the same name', async () => {
    expect((await admin.post('/v1/roles', { name: 'Düsseldorf' })).status).toBe(201);
    expect((await admin.post('/v1/teams', { name: 'Düsseldorf' })).status).toBe(409);
    const headers = { Authorization: `Bearer ${api.other.keys.admin}`, 'Content-Type': 'application/json' };
    const body = '{"name":"Düsseldorf"}';
    expect((await fetch(`${api.url}/v1/teams`, { method: 'POST', headers, body })).status).toBe(201);
  });

  test('lets one of many win who want the same name at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => admin.post('/v1/teams', { name: 'Wanted' })));
    expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
  });

  test.each([
    [{}, 'name', 'required'],
    [{ name: 'x|y' }, 'name', 'invalid_value'],
    [{ name: 'x', size: 3 }, 'size', 'unknown'],
    [[], '', 'invalid_value'],
  ])('refuses %j by naming what is wrong', async (what, path, code) => {
    const { status, body } = await admin.post('/v1/teams', what);
    expect([status, body.code, body.errors]).toMatchObject([400, 'invalid_request', [{ path, code }]]);
  });

  test('refuses what is not JSON, and what does not say that it is', async () => {
    const ask = (body: string, type: string) =>
      fetch(`${api.url}/v1/teams`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${api.mine.keys.admin}`, 'Content-Type': type },
        body,
      });
    expect((await ask('{"name":', 'application/json')).status).toBe(400);
    expect((await ask('name=x', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await ask(JSON.stringify({ name: 'x'.repeat(70_000) }), 'application/json')).status).toBe(413);
  });
});

describe('changing', () => {
  test('takes any member, leaves the others, and tells the audit log from what to what', async () => {
    const { id } = await made<QueueJson>('queues', { name: 'Old', channel: 'voice', description: 'rings' });
    const { status, body } = await admin.patch<QueueJson>(`/v1/queues/${id}`, { name: 'New' });
    expect([status, body]).toEqual([200, { id, name: 'New', description: 'rings', channel: 'voice' }]);
    expect((await admin.lastAudited()).detail).toEqual({
      id,
      name: 'New',
      changes: { name: { from: 'Old', to: 'New' } },
    });
  });

  test('takes null for a member that may be absent, and for no other', async () => {
    const { id } = await made('queues', { name: 'Nulls', channel: 'voice', description: 'rings' });
    expect((await admin.patch<QueueJson>(`/v1/queues/${id}`, { description: null })).body.description).toBe('');
    expect((await admin.patch(`/v1/queues/${id}`, { channel: null })).body.errors).toMatchObject([{ path: 'channel' }]);
    expect((await admin.patch(`/v1/queues/${id}`, { colour: null })).status).toBe(400);
  });

  test('writes nothing when nothing changes', async () => {
    const { id } = await made('teams', { name: 'Same' });
    const before = await revision();
    expect((await admin.patch(`/v1/teams/${id}`, { name: 'Same' }, 'application/json')).status).toBe(200);
    expect(await revision()).toBe(before);
  });

  test('may change the case of a name', async () => {
    const { id } = await made('teams', { name: 'lower' });
    expect((await admin.patch<Item>(`/v1/teams/${id}`, { name: 'LOWER' })).body.name).toBe('LOWER');
  });

  test('refuses another channel for a queue in whose name somebody calls', async () => {
    const { id } = await made('queues', { name: 'Calls', channel: 'voice' });
    await employ({ agentQueueIds: [id], outboundVoiceQueueId: id });
    const { status, body } = await admin.patch(`/v1/queues/${id}`, { channel: 'email' });
    expect([status, body.code, body.by]).toEqual([409, 'in_use', { users: 1, templates: 0, account: 0 }]);
  });

  test('refuses fewer levels than users have, and allows those they have', async () => {
    const { id } = await made<SkillJson>('skills', { name: 'Spanish', type: 'proficiency' });
    await employ({ skills: [{ skillId: id, level: 3 }] });
    expect((await admin.patch<SkillJson>(`/v1/skills/${id}`, { maxLevel: 3 })).body.maxLevel).toBe(3);
    expect((await admin.patch(`/v1/skills/${id}`, { maxLevel: 2 })).body.code).toBe('in_use');
    expect((await admin.patch(`/v1/skills/${id}`, { type: 'text', maxLevel: null })).body.code).toBe('in_use');
  });

  test('a text skill has one level, and none can be said', async () => {
    expect((await admin.post('/v1/skills', { name: 'VIP', type: 'text', maxLevel: 3 })).status).toBe(400);
    const skill = await made<SkillJson>('skills', { name: 'VIP', type: 'text' });
    expect(skill.maxLevel).toBe(1);
    const { body } = await admin.patch<SkillJson>(`/v1/skills/${skill.id}`, { type: 'proficiency' });
    expect([body.type, body.maxLevel]).toEqual(['proficiency', 5]);
  });
});

describe('deleting', () => {
  test('ends what nobody uses', async () => {
    const { id } = await made('teams', { name: 'Short-lived' });
    expect((await admin.remove(`/v1/teams/${id}`)).status).toBe(204);
    expect((await admin.lastAudited()).action).toBe('team.deleted');
    expect((await admin.remove(`/v1/teams/${id}`)).status).toBe(404);
  });

  test.each([
    ['queues', { channel: 'voice' }, (id: string) => ({ supervisorQueueIds: [id] })],
    ['skills', { type: 'text' }, (id: string) => ({ skills: [{ skillId: id, level: null }] })],
    ['teams', {}, (id: string) => ({ teamId: id })],
    ['regions', {}, (id: string) => ({ regionId: id })],
    ['roles', {}, (id: string) => ({ roleId: id })],
  ])('refuses for %s that a user has', async (kind, what, has) => {
    const { id } = await made(kind, { name: 'Needed', ...what });
    await employ(has(id));
    const { status, body } = await admin.remove(`/v1/${kind}/${id}`);
    expect([status, body.code, body.by]).toEqual([409, 'in_use', { users: 1, templates: 0, account: 0 }]);
  });

  test('refuses what a template gives, until the template is gone', async () => {
    const team = await made('teams', { name: 'Given' });
    const template = await made('templates', { name: 'Giver', type: 'add', values: { teamId: team.id } });
    expect((await admin.remove(`/v1/teams/${team.id}`)).body.by).toEqual({ users: 0, templates: 1, account: 0 });
    expect((await admin.remove(`/v1/templates/${template.id}`)).status).toBe(204);
    expect((await admin.remove(`/v1/teams/${team.id}`)).status).toBe(204);
  });
});

describe('regions', () => {
  const mains = async () =>
    (await admin.get<{ data: RegionJson[] }>('/v1/regions?limit=100')).data.filter(({ isMain }) => isMain);

  test('there is one main region, whatever is created or changed', async () => {
    const [first] = await mains();
    const second = await made<RegionJson>('regions', { name: 'South', isMain: true });
    expect(await mains()).toEqual([second]);
    await admin.patch(`/v1/regions/${first!.id}`, { isMain: true });
    expect(await mains()).toEqual([first]);
    await Promise.all([first!, second].map(({ id }) => admin.patch(`/v1/regions/${id}`, { isMain: true })));
    expect(await mains()).toHaveLength(1);
  });

  test('the main one can neither step down nor be deleted', async () => {
    const [main] = await mains();
    expect((await admin.patch(`/v1/regions/${main!.id}`, { isMain: false })).body.errors).toMatchObject([
      { path: 'isMain' },
    ]);
    const { status, body } = await admin.remove(`/v1/regions/${main!.id}`);
    expect([status, body.code, body.by]).toMatchObject([409, 'in_use', { account: 1 }]);
  });
});

describe('templates', () => {
  test('show by name what they were given by id', async () => {
    const { id } = await made('queues', { name: 'Templated', channel: 'messaging' });
    const values = { agentQueueIds: [id], outboundMessageQueueId: id, package: 'premium' };
    const template = await made<TemplateJson>('templates', { name: 'Chatters', type: 'add', values });
    expect(template).toMatchObject({
      state: 'draft',
      values: { agentQueues: [{ id, name: 'Templated' }], outboundMessageQueue: { id }, package: 'premium' },
    });
    const { body } = await admin.patch<TemplateJson>(`/v1/templates/${template.id}`, {
      state: 'active',
      values: { package: null },
    });
    expect([body.state, Object.keys(body.values)]).toEqual([
      'active',
      ['outboundMessageQueue', 'agentQueues'].reverse(),
    ]);
  });

  test('cannot give what does not exist, or what contradicts itself', async () => {
    const { id } = await made('queues', { name: 'Written', channel: 'messaging' });
    const values = { roleId: 'rol_nobody' };
    const { body } = await admin.post('/v1/templates', { name: 'Broken', type: 'add', values });
    expect(body.errors).toMatchObject([{ path: 'values.roleId' }]);
    const wrong = { outboundVoiceQueueId: id, skills: [{ skillId: 'skl_0000000000' }] };
    expect((await admin.post('/v1/templates', { name: 'Broken', type: 'add', values: wrong })).status).toBe(400);
  });

  test('keep a queue from becoming what they cannot use', async () => {
    const { id } = await made('queues', { name: 'Kept', channel: 'voice' });
    await made('templates', { name: 'Keeper', type: 'add', values: { outboundVoiceQueueId: id } });
    expect((await admin.patch(`/v1/queues/${id}`, { channel: 'video' })).body.by).toMatchObject({ templates: 1 });
  });
});
