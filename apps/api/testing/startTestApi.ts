import { openQueueBoard, openTaskQueue } from '@muster/adapters/bullmq';
import { readCsv, writeCsv } from '@muster/adapters/csv';
import { diskFileStore } from '@muster/adapters/disk';
import { connectMongo, insertAccount, mongoPorts, type Mongo } from '@muster/adapters/mongo';
import { makeApiKey, newId, openLog } from '@muster/adapters/process';
import { endpointRegistrar, eventBody, secretBox } from '@muster/adapters/webhook';
import { openRateCounter, openTallies } from '@muster/adapters/redis';
import { callerRoles, key, type Account, type CallerRole, type User } from '@muster/domain';
import { startMongo } from '@muster/local/mongo';
import '@muster/testkit/answers';
import { aPerson, aReferenceBook, anAccount, aUser } from '@muster/testkit/builders';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiPorts, ApiSettings } from '../apiPorts.ts';
import { createApi } from '../createApi.ts';
import { boardPath, operations } from '../operations.ts';
import { openServer } from '../openServer.ts';
import { portalPages } from '../portalPages.ts';
import { readPortal } from '../readPortal.ts';
import { watchJobs } from '../watchJobs.ts';

/** The whole api on real stores, without Redis: whatever it takes in has to be durable without it. */
export type TestApi = {
  port: number;
  url: string;
  ports: ApiPorts;
  mine: TestAccount;
  other: TestAccount;
  /** How many jobs, leases and files there are: what a refused upload must not leave behind. */
  traces(): Promise<{ jobs: number; leases: number; files: number }>;
  /** Puts a user into the first account, as a job would have. */
  addUser(user: User): Promise<void>;
  /** How many watch jobs, and how often the database was asked for jobs or their progress so far. */
  watching(): number;
  looks(): number;
  /** Ends the watching, as a shutdown does. */
  letGo(): Promise<void>;
  /** Makes the holder of a key look dead; takes back the answer that is kept under it, as if its holder had died before. */
  silence(key: string): Promise<void>;
  forgetAnswer(key: string): Promise<void>;
  stopDatabase(): Promise<void>;
  /** Puts a file where the folder of the file store was. */
  breakFileStore(): Promise<void>;
  close(): Promise<void>;
};

type TestAccount = { id: string; users: User[]; keys: Record<CallerRole, string> };

export const fileLimit = 100_000;
export const pepper = 'a pepper for tests';
const settings: Omit<ApiSettings, 'rateLimit'> = {
  keyPepper: pepper,
  sessionIdleMs: 3_600_000,
  sessionMaxMs: 7_200_000,
  trustProxy: 0,
  perAccount: { requests: 0, uploads: 0, uploadBytes: 0, jobs: 0 },
  bodyPatienceMs: 10_000,
  maxFileBytes: 1_000_000,
  maxRows: 1_000,
  leaseMs: 15_000,
  reviewTtlMs: 3_600_000,
  undoTtlMs: 3_600_000,
  filesTtlMs: 3_600_000,
  jobsTtlMs: 3_600_000,
};

export async function startTestApi({
  redisUrl = 'redis://127.0.0.1:1',
  rateLimit = 0,
  opsToken = '',
  portalFolder = '',
  headersMs = 15_000,
  ...others
}: Partial<ApiSettings> & {
  redisUrl?: string;
  opsToken?: string;
  headersMs?: number;
  portalFolder?: string;
} = {}): Promise<TestApi> {
  const root = await mkdtemp(join(tmpdir(), 'muster-api-'));
  const database = await startMongo({ dataDir: join(root, 'mongo'), noSync: true });
  const mongo = await connectMongo(database.uri, { connectMs: 1_000, monitorCommands: true });
  const log = openLog({ app: 'api-test', level: 'silent' });
  const tasks = openTaskQueue('redis://127.0.0.1:1', log);
  const rates = openRateCounter(redisUrl, log);
  const tallies = openTallies(redisUrl, log);
  const clock = () => new Date(Date.now());
  const reach = () => Promise.resolve();
  const ports: ApiPorts = {
    ...mongoPorts(mongo, { clock, newId, reach }),
    files: diskFileStore({ root: join(root, 'files') }),
    tasks,
    rates,
    tallies,
    tracing: null,
    trace: () => null,
    readCsv,
    writeCsv,
    eventBody,
    webhooks: endpointRegistrar({ allowLoopback: false, box: secretBox('a secret key for tests') }),
    reach,
    clock,
    newId,
    log,
    pingDatabase: () => mongo.ping(),
    pingQueue: () => tasks.ping(),
  };
  const mine = await openTestAccount(mongo, clock());
  const other = await openTestAccount(mongo, clock());
  let looks = 0;
  mongo.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (commandName === 'find' && ['jobs', 'progress'].includes(String(command['find']))) looks += 1;
  });
  const watch = watchJobs(ports);
  const board = opsToken === '' ? null : openQueueBoard(redisUrl, log, boardPath);
  const forOperators = board === null ? [] : [operations(ports, opsToken, board)];
  const portal = portalPages(await readPortal(portalFolder));
  const server = await openServer(
    createApi(ports, { ...settings, ...others, rateLimit }, watch, [portal, ...forOperators]),
    ports,
    {
      host: '127.0.0.1',
      port: 0,
      headersMs,
    },
  );
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    ports,
    mine,
    other,
    traces: async () => ({
      jobs: await mongo.collections.jobs.countDocuments({}),
      leases: await mongo.collections.leases.countDocuments({}),
      files: await countFiles(join(root, 'files')),
    }),
    addUser: async ({ id, ...user }) => {
      const keys = { emailKey: key(user.email), displayNameKey: key(user.displayName) };
      await mongo.collections.users.insertOne({ _id: id, accountId: mine.id, ...user, ...keys });
    },
    watching: () => watch.watchers(),
    looks: () => looks,
    letGo: () => watch.close(),
    silence: async (key) => {
      await mongo.collections.requests.updateOne({ _id: `${mine.id}/${key}` }, { $set: { beatAt: new Date(0) } });
    },
    forgetAnswer: async (key) => {
      await mongo.collections.requests.updateOne({ _id: `${mine.id}/${key}` }, { $set: { answer: null } });
    },
    stopDatabase: () => database.close(),
    breakFileStore: async () => {
      await rm(join(root, 'files'), { recursive: true, force: true });
      await writeFile(join(root, 'files'), '');
    },
    close: async () => {
      await watch.close();
      await server.close(1_000);
      await tasks.close();
      await board?.close();
      await rates.close();
      await tallies.close();
      await mongo.close();
      await database.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function openTestAccount(mongo: Mongo, at: Date): Promise<TestAccount> {
  const id = newId('account');
  const account: Account = anAccount({ id, limits: { importRows: 1_000, updateRows: 1_000, fileBytes: fileLimit } });
  const [role, region] = [newId('role'), newId('region')];
  const book = aReferenceBook();
  const made = callerRoles.map((name) => ({ name, ...makeApiKey(newId, pepper) }));
  const users = ['Cy', 'Ada', 'Bob'].map((name) =>
    aUser({ id: newId('user'), email: `${name}@${id}.example`, displayName: name, roleId: role, regionId: region }),
  );
  await insertAccount(
    mongo,
    {
      account,
      references: {
        roles: [{ id: role, name: 'Agent', description: '', privileges: [] }],
        queues: book.queues.all.slice(0, 2).map((queue) => ({ ...queue, id: newId('queue') })),
        skills: book.skills.all.slice(0, 1).map((skill) => ({ ...skill, id: newId('skill') })),
        teams: [{ id: newId('team'), name: 'East' }],
        regions: [{ id: region, name: 'Main', isMain: true }],
        templates: [{ id: newId('template'), name: 'New', type: 'add', state: 'active', values: { roleId: role } }],
      },
      people: [aPerson({ id: newId('person'), email: `dee@${key(id)}.example` })],
      users,
      keys: made.map(({ keyId, name, secretHash }) => ({
        caller: { accountId: id, keyId, keyName: name, role: name, userId: null },
        secretHash,
        expiresAt: null,
      })),
    },
    at,
  );
  const text = (name: CallerRole): string => made.find((one) => one.name === name)?.text ?? '';
  return { id, users, keys: { viewer: text('viewer'), operator: text('operator'), admin: text('admin') } };
}

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []); // nothing stored yet
  return entries.filter((entry) => entry.isFile()).length;
}
