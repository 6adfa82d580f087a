import { key } from '@muster/domain';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { testAdmin, type TestAdmin } from './testing/testAdmin.ts';

type PersonJson = { id: string; email: string; displayName: string };
type Counts = { created: number; updated: number; unchanged: number };

let api: TestApi;
let admin: TestAdmin;
beforeAll(async () => {
  api = await startTestApi();
  admin = testAdmin(api);
});
afterAll(() => api.close());

const ndjson = 'application/x-ndjson';
const lines = (people: readonly object[]) => people.map((person) => JSON.stringify(person)).join('\n');
const find = async (email: string) =>
  (await api.ports.people.findByEmailKeys(api.mine.id, [key(email)])).get(key(email)) ?? null;
const revision = async () => (await api.ports.accounts.get(api.mine.id))?.revision;

describe('one person', () => {
  test('is added, renamed and deleted', async () => {
    const { status, location, body } = await admin.post<PersonJson>('/v1/people', {
      email: 'Mia@example.com',
      displayName: ' Mia ',
    });
    expect([status, location]).toEqual([201, `/v1/people/${body.id}`]);
    expect(body).toEqual({ id: body.id, email: 'Mia@example.com', displayName: 'Mia' });
    const renamed = await admin.patch<PersonJson>(location!, { displayName: 'Mia Berg' });
    expect(renamed.body).toEqual({ ...body, displayName: 'Mia Berg' });
    expect((await admin.remove(location!)).status).toBe(204);
    expect((await admin.patch(location!, { displayName: 'Mia' })).status).toBe(404);
  });

  test('has an address that nobody else has', async () => {
    const { body } = await admin.post<PersonJson>('/v1/people', { email: 'one@example.com', displayName: 'One' });
    const second = await admin.post<PersonJson>('/v1/people', { email: 'two@example.com', displayName: 'Two' });
    const taken = await admin.post('/v1/people', { email: 'ONE@example.com', displayName: 'Two' });
    expect([taken.status, taken.body.code]).toEqual([409, 'already_exists']);
    expect((await admin.patch(second.location!, { email: body.email })).body.code).toBe('already_exists');
  });
});

describe('many people at once', () => {
  test('are added, renamed or left alone, in one revision', async () => {
    const before = await revision();
    const first = await admin.load<Counts>(
      lines([
        { email: 'a@bulk.example', displayName: 'A' },
        { email: 'b@bulk.example', displayName: 'B' },
      ]),
      ndjson,
    );
    expect([first.status, first.body]).toEqual([200, { created: 2, updated: 0, unchanged: 0 }]);
    const id = (await find('a@bulk.example'))?.id;
    const again = await admin.load<Counts>(
      'displayName,email\r\nA,a@bulk.example\r\n"Bee, B.",B@bulk.example\r\n\r\nC,c@bulk.example\r\n',
      'text/csv',
    );
    expect(again.body).toEqual({ created: 1, updated: 1, unchanged: 1 });
    expect(await find('b@bulk.example')).toMatchObject({ email: 'B@bulk.example', displayName: 'Bee, B.' });
    expect((await find('a@bulk.example'))?.id).toBe(id);
    expect(await revision()).toBe(before! + 2);
    expect((await admin.lastAudited()).action).toBe('people.loaded');
  });

  test('are all refused when one of them is wrong, each with its row', async () => {
    const before = await revision();
    const body = `${lines([
      { email: 'ok@bulk.example', displayName: 'Ok' },
      { email: 'nobody', displayName: 'No' },
    ])}

{"email":"x@bulk.example"}
{"email":"ok@bulk.example","displayName":"Again"}
{oops}
{"email":"y@bulk.example","displayName":"Y","phone":"1"}`;
    const { status, body: problem } = await admin.load(body, ndjson);
    expect([status, problem.code]).toEqual([400, 'invalid_request']);
    expect(problem.errors?.map(({ path }) => path)).toEqual(['row 2', 'row 4', 'row 5', 'row 6', 'row 7']);
    expect(problem.errors?.[1]?.message).toBe('Row 4: displayName is required.');
    expect(problem.errors?.[2]?.message).toBe('Row 5: "ok@bulk.example" is in row 1 already.');
    expect([await find('ok@bulk.example'), await revision()]).toEqual([null, before]);
  });

  test('are refused with a hundred reasons at most', async () => {
    const { body } = await admin.load(lines(Array.from({ length: 500 }, () => ({ email: 'no' }))), ndjson);
    expect(body.errors).toHaveLength(100);
  });

  test.each([
    ['a header without addresses', 'text/csv', 'mail,displayName\r\na@bulk.example,A\r\n', 'row 1'],
    ['more cells than columns', 'text/csv', 'email,displayName\r\na@bulk.example,A,B\r\n', 'row 2'],
    ['a quote that does not end', 'text/csv', 'email,displayName\r\na@bulk.example,"A\r\n', 'row 2'],
    ['a workbook', 'text/csv', 'PK\u0003\u0004', ''],
    ['a line without end', ndjson, 'x'.repeat(100_000), 'row 1'],
    ['a list of addresses', ndjson, '"a@bulk.example"', 'row 1'],
  ])('cannot be %s', async (_, type, body, path) => {
    const { status, body: problem } = await admin.load(body, type);
    expect([status, problem.errors?.[0]?.path]).toEqual([400, path]);
  });

  test('must come as a list, and not as nothing', async () => {
    const codeOf = async (body: string, type: string) => (await admin.load(body, type)).body.code;
    expect(await codeOf('[]', 'application/json')).toBe('unsupported_media_type');
    expect(await codeOf('', ndjson)).toBe('file_missing');
  });

  test('may be a hundred thousand, and no more', async () => {
    const crowd = Array.from({ length: 100_001 }, (_, i) => ({ email: `p${i}@crowd.example`, displayName: `P ${i}` }));
    const tooMany = await admin.load(lines(crowd), ndjson);
    expect([tooMany.status, await find('p0@crowd.example')]).toEqual([400, null]);
    const startedAt = performance.now();
    const { body } = await admin.load<Counts>(lines(crowd.slice(1)), ndjson);
    expect(body).toEqual({ created: 100_000, updated: 0, unchanged: 0 });
    expect(performance.now() - startedAt).toBeLessThan(40_000);
    expect(await find('p99999@crowd.example')).toMatchObject({ displayName: 'P 99999' });
  }, 90_000);
});
