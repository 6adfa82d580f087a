import type { KeyedRequest, RequestStore } from '@muster/jobs';
import { startDatabase, type TestDatabase } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { connectMongo, mongoPorts, type Mongo } from './index.ts';

let database: TestDatabase;
let mongo: Mongo;
let requests: RequestStore;

beforeAll(async () => {
  database = await startDatabase();
  mongo = await connectMongo(database.uri);
  const needs = { clock: () => new Date(), newId: () => '', reach: () => Promise.resolve() };
  requests = mongoPorts(mongo, needs).requests;
});

afterAll(async () => {
  await mongo.close();
  await database.stop();
});

beforeEach(async () => {
  await mongo.collections.requests.deleteMany({});
});

const one: KeyedRequest = {
  accountId: 'acc_one',
  key: 'a/key with Ünïcode',
  holder: 'req_1',
  line: 'line',
  bodySha256: null,
  jobId: 'job_1',
  answer: null,
};
const other: KeyedRequest = { ...one, holder: 'req_2', line: 'other', jobId: 'job_2' };
const answer = { status: 202, headers: { Location: '/v1/jobs/job_1' }, body: '{"id": "job_1"}' };
const found = () => requests.find(one.accountId, one.key);

describe('a key', () => {
  it('goes to one of many who ask at once, and all are told to whom', async () => {
    const holders = Array.from({ length: 20 }, (_, i) => `req_${i}`);
    const claims = await Promise.all(holders.map((holder) => requests.claim({ ...one, holder })));
    const [winner] = claims;
    expect(new Set(claims.map(({ holder }) => holder))).toEqual(new Set([winner?.holder]));
    expect(await found()).toEqual(winner);
  });

  it('is another one in another account', async () => {
    await requests.claim(one);
    const theirs = { ...other, accountId: 'acc_two' };
    expect(await requests.claim(theirs)).toEqual(theirs);
  });

  it('is taken over from a silent holder only, once, and never when it has an answer', async () => {
    await requests.claim(one);
    expect(await requests.takeOver(one, 'req_2', 60_000)).toBe(false);
    await until(() => requests.takeOver(one, 'req_2', 1), { what: 'the silence to be noticed' });
    expect(await requests.takeOver(one, 'req_3', 0)).toBe(false);
    await requests.restate(other);
    expect(await found()).toEqual(other);
    await requests.keep(other, answer);
    expect(await requests.takeOver(other, 'req_4', 0)).toBe(false);
  });

  it('obeys nobody who lost it', async () => {
    await requests.claim(one);
    await until(() => requests.takeOver(one, 'req_2', 1), { what: 'the takeover' });
    expect([await requests.beat(one, 'hash'), await requests.keep(one, answer)]).toEqual([false, false]);
    await requests.restate({ ...one, line: 'changed' });
    await requests.free(one);
    expect(await found()).toEqual({ ...one, holder: 'req_2' });
  });

  it('keeps the first answer, and is not freed then', async () => {
    await requests.claim(one);
    expect(await requests.beat(one, 'hash')).toBe(true);
    expect(await requests.keep(one, answer)).toBe(true);
    expect(await requests.keep(one, { ...answer, body: 'another' })).toBe(false);
    await requests.free(one);
    expect(await found()).toEqual({ ...one, bodySha256: 'hash', answer });
  });

  it('is free again when it is given back, or old', async () => {
    await requests.claim(one);
    await requests.free(one);
    expect(await requests.claim(other)).toEqual(other);
    await requests.removeBefore(new Date(Date.now() - 60_000));
    expect(await found()).toEqual(other);
    await requests.removeBefore(new Date(Date.now() + 60_000));
    expect(await found()).toBeNull();
  });
});
