import { MongoClient } from 'mongodb';
import type { ClientSession, Collection } from 'mongodb';
import { checkHistory, INITIAL } from './testing/checkHistory.ts';
import type { Episode } from './testing/checkHistory.ts';
import { startCuttingProxy } from './testing/cuttingProxy.ts';
import type { CuttingProxy } from './testing/cuttingProxy.ts';
import { isLong, seededRandom } from './testing/random.ts';
import type { Random } from './testing/random.ts';
import { describeEmbedded, startEmbedded } from './testing/useMongo.ts';
import type { Failure } from './testing/useMongo.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];
const CLIENTS = 6;
const EPISODES = isLong ? 20_000 : 250;
/** Some transactions dawdle for longer than they may. */
const TRANSACTION_MS = 250;

type Register = { _id: string; v?: string; n?: number; unique?: string };

describe('checkHistory', () => {
  const write = (key: string, value: string, before: string): Episode['events'][number] => ({
    kind: 'write',
    key,
    value,
    before,
  });
  const read = (key: string, value: string): Episode['events'][number] => ({ kind: 'read', key, value });
  const done = (name: string, ...events: Episode['events']): Episode => ({ name, outcome: 'committed', events });

  test.each<[string, Episode[], Record<string, string>, string]>([
    [
      'a lost update',
      [done('T', write('a', '1', INITIAL)), done('U', write('a', '2', INITIAL))],
      { a: '2' },
      'lost update',
    ],
    [
      'a dirty read',
      [{ ...done('T', write('a', '1', INITIAL)), outcome: 'aborted' }, done('U', read('a', '1'))],
      { a: INITIAL },
      'nobody committed',
    ],
    [
      'a read that is not repeatable',
      [done('T', write('a', '1', INITIAL)), done('U', read('a', INITIAL), read('a', '1'))],
      { a: '1' },
      'then as',
    ],
    [
      'half a transaction',
      [done('T', write('a', '1', INITIAL), write('b', '2', INITIAL)), done('U', read('a', '1'), read('b', INITIAL))],
      { a: '1', b: '2' },
      'a part of',
    ],
    ['a write that is gone', [done('T', write('a', '1', INITIAL))], { a: INITIAL }, 'ends as'],
  ])('finds %s', (_, episodes, final, fault) => {
    expect(checkHistory(episodes, new Map(Object.entries(final))).join('\n')).toContain(fault);
  });

  test('allows write skew', () => {
    const skew = [
      done('T', read('b', INITIAL), write('a', '1', INITIAL)),
      done('U', read('a', INITIAL), write('b', '2', INITIAL)),
    ];
    expect(
      checkHistory(
        skew,
        new Map([
          ['a', '1'],
          ['b', '2'],
        ]),
      ),
    ).toEqual([]);
  });
});

describeEmbedded('many clients, few documents, lost replies', () => {
  const random = seededRandom();
  let mongo: Awaited<ReturnType<typeof startEmbedded>>;
  let proxy: CuttingProxy;
  let client: MongoClient;
  let registers: Collection<Register>;
  /** Around the proxy: a plain write of which nobody hears would leave a gap that no history can be checked across. */
  let heard: MongoClient;

  beforeAll(async () => {
    mongo = await startEmbedded({ lifetimes: { transaction: TRANSACTION_MS, orphanedTransaction: 50 } });
    proxy = await startCuttingProxy(mongo.port, () => random.next() < 0.01);
    client = await MongoClient.connect(
      `mongodb://127.0.0.1:${proxy.port}/history?directConnection=true&maxPoolSize=${CLIENTS + 4}`,
    );
    registers = client.db().collection<Register>('registers');
    const direct = await MongoClient.connect(mongo.uri);
    const setUp = direct.db('history').collection<Register>('registers');
    await setUp.createIndexes([
      { key: { unique: 1 }, unique: true, partialFilterExpression: { unique: { $exists: true } } },
    ]);
    await setUp.insertMany([...KEYS.map((_id) => ({ _id, v: INITIAL })), { _id: 'counter', n: 0 }]);
    heard = direct;
  });
  afterAll(async () => {
    await client.close();
    await heard.close();
    proxy.close();
    await mongo.stop();
  });

  test(
    `is snapshot isolation, and every acknowledged write happened once (seed ${random.seed})`,
    async () => {
      const episodes: Episode[] = [];
      const counted = { acknowledged: 0, unknown: 0 };
      const work = async (who: number): Promise<void> => {
        for (let n = 0; n < EPISODES; n++) {
          const name = `${who}.${n}`;
          const dice = random.next();
          if (dice < 0.15) await count(registers, counted);
          else if (dice < 0.3)
            episodes.push(await plainWrite(heard.db('history').collection('registers'), random, name));
          else episodes.push(await transaction(client, registers, random, name));
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, (_, who) => work(who)));

      const direct = await MongoClient.connect(mongo.uri);
      const final = await direct
        .db('history')
        .collection<Register>('registers')
        .find({ _id: { $in: KEYS } })
        .toArray();
      const counter = await direct.db('history').collection<Register>('registers').findOne({ _id: 'counter' });
      await direct.close();
      expect(checkHistory(episodes, new Map(final.map(({ _id, v }) => [_id, v ?? ''])))).toEqual([]);
      expect(counter?.n).toBeGreaterThanOrEqual(counted.acknowledged);
      expect(counter?.n).toBeLessThanOrEqual(counted.acknowledged + counted.unknown);
      const ended = (outcome: Episode['outcome']): number =>
        episodes.filter((episode) => episode.outcome === outcome).length;
      expect(ended('committed')).toBeGreaterThan(EPISODES);
      expect(ended('aborted')).toBeGreaterThan(20);
      expect(proxy.cuts).toBeGreaterThan(10);
    },
    isLong ? 3_600_000 : 60_000,
  );
});

/** Two lost replies in a row, and the driver gives up: only then is it unknown. */
async function count(
  registers: Collection<Register>,
  counted: { acknowledged: number; unknown: number },
): Promise<void> {
  await registers.updateOne({ _id: 'counter' }, { $inc: { n: 1 } }).then(
    () => counted.acknowledged++,
    () => counted.unknown++,
  );
}

async function plainWrite(registers: Collection<Register>, random: Random, name: string): Promise<Episode> {
  const key = KEYS[random.below(KEYS.length)] ?? '';
  const before = await registers.findOneAndUpdate({ _id: key }, { $set: { v: name } });
  return { name, outcome: 'committed', events: [{ kind: 'write', key, value: name, before: before?.v ?? '' }] };
}

async function transaction(
  client: MongoClient,
  registers: Collection<Register>,
  random: Random,
  name: string,
): Promise<Episode> {
  const episode: Episode = { name, outcome: 'aborted', events: [] };
  const session = client.startSession();
  let isCommitting = false;
  try {
    session.startTransaction();
    for (let n = 1 + random.below(4); n > 0; n--) await step(registers, session, random, episode, n);
    if (random.next() < 0.02) await new Promise((resolve) => setTimeout(resolve, TRANSACTION_MS * 4));
    if (random.next() < 0.15) {
      await session.abortTransaction();
      return episode;
    }
    isCommitting = true;
    await session.commitTransaction();
    if (random.next() < 0.1) await session.commitTransaction();
    episode.outcome = 'committed';
  } catch (error) {
    // Only an answer of the server says that nothing was committed; the driver throws nothing but its own errors.
    const { code } = error as Failure;
    if (isCommitting && code === undefined) episode.outcome = 'unknown';
  } finally {
    await session.endSession();
  }
  return episode;
}

async function step(
  registers: Collection<Register>,
  session: ClientSession,
  random: Random,
  episode: Episode,
  n: number,
): Promise<void> {
  const key = KEYS[random.below(KEYS.length)] ?? '';
  const dice = random.next();
  if (dice < 0.5) {
    const found = await registers.findOne({ _id: key }, { session });
    episode.events.push({ kind: 'read', key, value: found?.v ?? '' });
  } else if (dice < 0.95) {
    const value = `${episode.name}.${n}`;
    const before = await registers.findOneAndUpdate({ _id: key }, { $set: { v: value } }, { session });
    episode.events.push({ kind: 'write', key, value, before: before?.v ?? '' });
  } else {
    // Taken by another soon: a duplicate key ends the transaction.
    await registers.insertOne({ _id: episode.name, unique: `u${random.below(50)}` }, { session });
  }
}
