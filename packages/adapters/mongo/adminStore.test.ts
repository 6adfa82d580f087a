import type { Account } from '@muster/domain';
import type { AdminAct } from '@muster/jobs';
import { anAccount, aPerson } from '@muster/testkit/builders';
import { startDatabase, type TestDatabase } from '@muster/testkit/services';
import { connectMongo, insertAccount, mongoPorts, type Mongo } from './index.ts';

let database: TestDatabase;
let mongo: Mongo;
let ports: ReturnType<typeof mongoPorts>;
let count = 0;
beforeAll(async () => {
  database = await startDatabase();
  mongo = await connectMongo(database.uri);
  const newId = (kind: string) => `${kind}_${++count}`;
  ports = mongoPorts(mongo, { clock: () => new Date(), newId, reach: () => Promise.resolve() });
});
afterAll(async () => {
  await mongo.close();
  await database.stop();
});

/** An account of its own for every test, in revision 1. */
async function open(): Promise<Account> {
  const account = anAccount({ id: `acc_${++count}`, revision: 1 });
  const none = { roles: [], queues: [], skills: [], teams: [], regions: [], templates: [] };
  await insertAccount(mongo, { account, references: none, people: [], users: [], keys: [] }, new Date());
  return account;
}

const act = (accountId: string, revision = 1): AdminAct => ({
  revision,
  keeping: null,
  audit: {
    id: `aud_${++count}`,
    accountId,
    action: 'team.created',
    by: { keyId: 'key_1', name: 'Ada' },
    jobId: null,
    requestId: 'req_1',
    detail: {},
    at: new Date('2030-01-01T00:00:00Z'),
  },
});

const aTeam = (name: string) => ({ id: `tea_${++count}`, name });
const seen = async (accountId: string) => ({
  teams: (await ports.references.book(accountId)).teams.all.map(({ name }) => name),
  audited: (await ports.audit.page(accountId, { after: null, limit: 10 })).length,
  revision: (await ports.accounts.get(accountId))?.revision,
});

describe('what an administrator changes', () => {
  it('is written with its audit entry and the next revision', async () => {
    const { id } = await open();
    const said = act(id);
    expect(await ports.admin.saveReferences(said, 'teams', [aTeam('East')])).toBe('done');
    expect(await seen(id)).toEqual({ teams: ['East'], audited: 1, revision: 2 });
    expect(await ports.audit.page(id, { after: null, limit: 10 })).toEqual([said.audit]);
  });

  it('is not written when the account moved since, nor a second time', async () => {
    const { id } = await open();
    const said = act(id);
    const team = aTeam('East');
    await ports.admin.saveReferences(said, 'teams', [team]);
    expect(await ports.admin.saveReferences(said, 'teams', [team])).toBe('moved');
    expect(await ports.admin.saveReferences(act(id), 'teams', [aTeam('West')])).toBe('moved');
    expect(await ports.admin.removeReference(act(id), 'teams', team.id)).toBe('moved');
    expect(await ports.admin.saveAccount(act(id), anAccount({ id, name: 'New' }))).toBe('moved');
    expect(await ports.admin.savePeople(act(id), { added: [aPerson()], changed: [] })).toBe('moved');
    expect(await seen(id)).toEqual({ teams: ['East'], audited: 1, revision: 2 });
    expect([await ports.people.page(id, { after: null, limit: 1 }), (await ports.accounts.get(id))?.name]).toEqual([
      [],
      'Test Ltd',
    ]);
  });

  it('has one name among its kind, even when nobody looked', async () => {
    const { id } = await open();
    await ports.admin.saveReferences(act(id), 'teams', [aTeam('East')]);
    expect(await ports.admin.saveReferences(act(id, 2), 'teams', [aTeam('EAST')])).toBe('moved');
    expect(await seen(id)).toEqual({ teams: ['East'], audited: 1, revision: 2 });
  });

  it('never belongs to another account', async () => {
    const [mine, theirs] = [await open(), await open()];
    const team = aTeam('Theirs');
    await ports.admin.saveReferences(act(theirs.id), 'teams', [team]);
    expect(await ports.admin.saveReferences(act(mine.id), 'teams', [{ ...team, name: 'Mine' }])).toBe('moved');
    expect(await ports.admin.removeReference(act(mine.id), 'teams', team.id)).toBe('moved');
    expect((await seen(theirs.id)).teams).toEqual(['Theirs']);
  });

  it('is done by one of two who saw the same revision', async () => {
    const { id } = await open();
    const outcomes = await Promise.all(
      ['East', 'West'].map((name) => ports.admin.saveReferences(act(id), 'teams', [aTeam(name)])),
    );
    expect(outcomes.sort()).toEqual(['done', 'moved']);
    expect(await seen(id)).toMatchObject({ audited: 1, revision: 2 });
  });
});
