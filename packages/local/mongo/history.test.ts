import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { checkHistory } from './testing/checkHistory.ts';
import { startChildServer } from './testing/childServer.ts';
import { liveAsClient } from './testing/clientLife.ts';
import type { Witness } from './testing/clientLife.ts';
import { startCuttingProxy } from './testing/cuttingProxy.ts';
import { isLong, seededRandom } from './testing/random.ts';
import type { Random } from './testing/random.ts';
import { driverRegisters, finalState, mongooseRegisters, setUpRegisters } from './testing/registers.ts';
import { describeEmbedded, startEmbedded } from './testing/useMongo.ts';

const CLIENTS = 6;
const EPISODES = isLong ? 1_000 : 80;
const KILLS = isLong ? 60 : 3;
/** Some transactions dawdle for longer than they may. */
const TRANSACTION_MS = 250;

const first = seededRandom().seed;
const seeds = Array.from({ length: isLong ? 20 : 3 }, (_, n) => first + n);

describeEmbedded('many clients, few documents', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** Half of the clients use the driver, half mongoose. Returns how many of their transactions ended which way. */
  const live = async (uri: string, heard: MongoClient | undefined, random: Random, isOver: (n: number) => boolean) => {
    const options = { maxPoolSize: CLIENTS + 4, heartbeatFrequencyMS: 500 };
    const client = await MongoClient.connect(uri, options);
    const connection = await mongoose.createConnection(uri, options).asPromise();
    closing.push(() => Promise.all([client.close(), connection.close()]));
    const witness: Witness = { episodes: [], raised: 0, unheard: 0 };
    const libraries = [driverRegisters(client), mongooseRegisters(connection)];
    const life = { heard: heard && driverRegisters(heard), random, witness, tooLong: TRANSACTION_MS * 4 };
    await Promise.all(
      libraries.flatMap((registers, library) =>
        Array.from({ length: CLIENTS / 2 }, (_, n) => liveAsClient({ ...life, registers }, `${library}.${n}`, isOver)),
      ),
    );
    const { values, counter } = await finalState(heard ?? client);
    expect(checkHistory(witness.episodes, values)).toEqual([]);
    expect(counter).toBeGreaterThanOrEqual(witness.raised);
    expect(counter).toBeLessThanOrEqual(witness.raised + witness.unheard);
    const ended = (wanted: string): number => witness.episodes.filter(({ outcome }) => outcome === wanted).length;
    return { committed: ended('committed'), aborted: ended('aborted') };
  };

  test.each(seeds)(
    'see snapshot isolation through lost replies, and every acknowledged write happened once (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const mongo = await startEmbedded({ lifetimes: { transaction: TRANSACTION_MS, orphanedTransaction: 50 } });
      const proxy = await startCuttingProxy(mongo.port, () => random.next() < 0.01);
      const heard = await MongoClient.connect(mongo.uri);
      closing.push(
        () => mongo.stop(),
        () => {
          proxy.close();
          return Promise.resolve();
        },
        () => heard.close(),
      );
      await setUpRegisters(heard);
      const uri = `mongodb://127.0.0.1:${proxy.port}/history?directConnection=true`;
      const { committed, aborted } = await live(uri, heard, random, (n) => n >= EPISODES);
      expect(committed).toBeGreaterThan(EPISODES);
      expect(aborted).toBeGreaterThan(EPISODES / 5);
      expect(proxy.cuts).toBeGreaterThan(EPISODES / 20);
    },
    isLong ? 600_000 : 60_000,
  );

  test(
    `see it through ${KILLS} kills and restarts (seed ${first})`,
    async () => {
      const random = seededRandom(first);
      const dataDir = await mkdtemp(join(tmpdir(), 'muster-history-'));
      let server = await startChildServer(dataDir);
      closing.push(
        () => rm(dataDir, { recursive: true, force: true }),
        () => server.kill('SIGKILL'),
      );
      const { port } = server;
      const uri = `mongodb://127.0.0.1:${port}/history?directConnection=true`;
      const setUp = await MongoClient.connect(uri);
      await setUpRegisters(setUp);
      await setUp.close();
      let kills = 0;
      const kill = async (): Promise<void> => {
        for (; kills < KILLS; kills++) {
          await new Promise((resolve) => setTimeout(resolve, 300 + random.below(700)));
          await server.kill('SIGKILL');
          server = await startChildServer(dataDir, port);
        }
      };
      const [{ committed }] = await Promise.all([live(uri, undefined, random, () => kills >= KILLS), kill()]);
      expect(committed).toBeGreaterThan(3 * KILLS);
    },
    isLong ? 1_200_000 : 60_000,
  );
});
