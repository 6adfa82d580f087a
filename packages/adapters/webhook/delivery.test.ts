import type { Delivery, Endpoint, EventType, Job } from '@muster/domain';
import { endpointAudit, notifyJobs, openSender, type Ports, type Sender } from '@muster/jobs';
import { aJob } from '@muster/testkit/builders';
import { startDatabase, type TestDatabase } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { modes, startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import { connectMongo, mongoPorts, type Mongo } from '../mongo/index.ts';
import { newId } from '../process/index.ts';
import { eventBody, eventSender, secretBox } from './index.ts';
import { anEndpoint } from './testing/anEndpoint.ts';

type TestPorts = ReturnType<typeof mongoPorts> & Pick<Ports, 'eventBody' | 'sendEvent' | 'newId' | 'log'>;

const box = secretBox('a key for tests');
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = () => new Date(Date.now());
const schedule = [0, 20, 20];
const dayMs = 86_400_000;

let database: TestDatabase;
let mongo: Mongo;
let ports: TestPorts;
let receiver: Receiver;
let sender: Sender;
let accountId: string;

beforeAll(async () => {
  database = await startDatabase();
  mongo = await connectMongo(database.uri);
  ports = {
    ...mongoPorts(mongo, { clock, newId, reach: () => Promise.resolve() }),
    eventBody,
    sendEvent: eventSender({ allowLoopback: true, box, deadlineMs: 1_000 }),
    newId,
    log: quiet,
  };
});
afterAll(async () => {
  await mongo.close();
  await database.stop();
});

beforeEach(async () => {
  receiver = await startReceiver();
  sender = openSender(ports, schedule);
  accountId = newId('account');
});
afterEach(async () => {
  await sender.close();
  await receiver.close();
});

describe('an event', () => {
  it('becomes one delivery per endpoint that wants to know, however often it is found', async () => {
    const [wants, off] = [await added(), await added({ enabled: false })];
    await added({ types: ['job.rejected'] });
    const job = await settled();
    await Promise.all([notifyJobs(ports, schedule), notifyJobs(ports, schedule)]);
    await notifyJobs(ports, schedule);
    const made = await deliveries();
    expect(made.map(({ endpointId, jobId, state }) => [endpointId, jobId, state]).sort()).toEqual(
      [
        [wants.id, job.id, 'pending'],
        [off.id, job.id, 'disabled'],
      ].sort(),
    );
  });

  it('is not there when the state it tells of was not committed', async () => {
    await added();
    const job = aJob({ id: newId('job'), accountId, version: 7 });
    expect(await ports.jobs.settle(job, cancelled(job))).toBe(false);
    await round();
    expect(await deliveries()).toEqual([]);
  });

  it('keeps the body it was made with, once and for all', async () => {
    await added();
    await settled();
    await notifyJobs(ports, schedule);
    const [delivery] = await deliveries();
    const body = await ports.events.body(delivery!.eventId);
    await ports.events.keepBody(delivery!.eventId, 'another one');
    expect(await ports.events.body(delivery!.eventId)).toBe(body);
  });
});

describe('a delivery', () => {
  it('is repeated with the same id and bytes until it succeeds', async () => {
    await added();
    receiver.behave(modes.status(500), modes.reset, modes.status(204));
    await settled();
    const delivery = await reaches('delivered');
    expect(delivery.attempts.map(({ status, error }) => [status, error])).toEqual([
      [500, 'status'],
      [null, 'reset'],
      [204, null],
    ]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery.eventId]));
  });

  it('is given up at the end of the schedule, and can be begun again', async () => {
    const endpoint = await added();
    receiver.behave(modes.status(500));
    await settled();
    const { id } = await reaches('exhausted');
    expect(receiver.received).toHaveLength(schedule.length);
    receiver.behave(modes.status(200));
    expect(await ports.deliveries.retry(accountId, id, actOn(endpoint))).toMatchObject({ id, state: 'pending' });
    expect((await reaches('delivered')).attempts).toHaveLength(schedule.length + 1);
  });

  it('waits as long as the receiver asks for', async () => {
    await added();
    receiver.behave(modes.status(429, { 'retry-after': '3600' }));
    const before = Date.now();
    await settled();
    const delivery = await until(async () => (await later()) ?? null);
    expect(delivery.dueAt.getTime() - before).toBeGreaterThan(3_500_000);
    expect(delivery.dueAt.getTime() - before).toBeLessThan(3_700_000);

    async function later(): Promise<Delivery | undefined> {
      await round();
      return (await deliveries()).find(({ attempts }) => attempts.length === 1);
    }
  });

  it('held by somebody who died is claimed again, and what he still writes is not heard', async () => {
    await added();
    await settled();
    await notifyJobs(ports, schedule);
    const dead = await claimed(60_000);
    expect(await ports.deliveries.claim(60_000, [])).toBeNull();
    const heir = await claimed(0);
    expect([heir.id, heir.claim]).toEqual([dead.id, dead.claim + 1]);
    await ports.deliveries.note(dead, { state: 'exhausted', tries: 9, dueAt: dead.dueAt, attempts: [] });
    expect((await ports.deliveries.get(accountId, dead.id))?.state).toBe('pending');
  });

  it('to one endpoint that hangs keeps no other one waiting', async () => {
    const silent = await startReceiver();
    silent.behave(modes.hang);
    await added({ url: silent.url });
    for (let n = 0; n < 10; n += 1) await settled();
    await notifyJobs(ports, schedule);
    void sender.begin();
    await until(() => silent.received.length === 4, { what: 'its places to be taken' });
    await added();
    const startedAt = performance.now();
    await settled();
    await round();
    await until(() => receiver.received.length === 1, { what: 'the other one to be told' });
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(silent.received).toHaveLength(4);
    await silent.close();
  });
});

describe('an endpoint', () => {
  it('that answers 410 is disabled, and the audit log says so', async () => {
    const { id } = await added();
    receiver.behave(modes.status(410));
    await settled();
    await reaches('disabled');
    const endpoint = await until(async () => {
      const seen = await ports.endpoints.get(accountId, id);
      return seen?.enabled === false ? seen : null;
    });
    expect(endpoint).toMatchObject({ disabledReason: 'gone', version: 2 });
    const [entry] = await ports.audit.page(accountId, { after: null, limit: 1 });
    expect(entry).toMatchObject({ action: 'endpoint.disabled', by: { name: 'Muster' }, detail: { reason: 'gone' } });
    await settled();
    await round();
    expect(receiver.received).toHaveLength(1);
  });

  it('is disabled after five days of nothing but failures, and not by one success less', async () => {
    receiver.behave(modes.status(500));
    const ago = (days: number) => new Date(Date.now() - days * dayMs);
    const [long, short] = [await added({ failingSince: ago(5.01) }), await added({ failingSince: ago(4.9) })];
    await settled();
    await round();
    await until(async () => (await ports.endpoints.get(accountId, long.id))?.disabledReason === 'failing');
    await until(async () => (await deliveries()).every(({ attempts }) => attempts.length > 0));
    expect((await ports.endpoints.get(accountId, short.id))?.enabled).toBe(true);
  });

  it('that succeeds once has no failures behind it', async () => {
    const { id } = await added({ failingSince: new Date(Date.now() - 6 * dayMs) });
    await settled();
    await reaches('delivered');
    await until(async () => (await ports.endpoints.get(accountId, id))?.failingSince === null);
  });

  it('gets what was given up since a time when it is recovered, and nothing before', async () => {
    const { id } = await added({ enabled: false });
    await settled(new Date(Date.now() - dayMs));
    const job = await settled();
    await round();
    const before = await ports.endpoints.get(accountId, id);
    const after = { ...before!, enabled: true, version: 2 };
    expect(await ports.endpoints.save(before!, after, act(after))).toBe(true);
    expect(await ports.endpoints.save(before!, after, act(after))).toBe(false);
    expect(await ports.deliveries.recover(accountId, id, new Date(Date.now() - dayMs / 2), actOn(after))).toBe(1);
    expect((await reaches('delivered')).jobId).toBe(job.id);
    expect(receiver.received).toHaveLength(1);
  });
});

async function added(what: Partial<Endpoint> = {}): Promise<Endpoint> {
  const id = newId('endpoint');
  const types: EventType[] = ['job.cancelled'];
  const secrets = [{ sealed: box.seal('whsec_c2VjcmV0', id), until: null }];
  const endpoint = anEndpoint({ url: receiver.url, types, secrets, ...what, id, accountId });
  await ports.endpoints.insert(endpoint, act(endpoint));
  return endpoint;
}

function act(endpoint: Endpoint) {
  const audit = endpointAudit(newId, endpoint, { verb: 'tested', at: clock(), by: null, requestId: null });
  return { audit, keeping: null };
}

function actOn(endpoint: Endpoint) {
  return { audit: act(endpoint).audit, keep: () => null };
}

/** A job that has ended, with its event. */
async function settled(at = clock()): Promise<Job> {
  const job = aJob({ id: newId('job'), accountId });
  await ports.jobs.insert(job, 'lane');
  const ended = { ...cancelled(job), stateSince: at };
  if (!(await ports.jobs.settle(job, ended))) throw new Error('not settled');
  return ended;
}

function cancelled(job: Job): Job {
  const ended = { state: 'cancelled', confirmation: null, problem: null, finishedAt: clock() } as const;
  return { ...job, ...ended, version: job.version + 1 };
}

async function round(): Promise<void> {
  await notifyJobs(ports, schedule);
  await sender.begin();
}

async function deliveries(): Promise<Delivery[]> {
  return ports.deliveries.page(accountId, { after: null, limit: 100 });
}

async function reaches(state: Delivery['state']): Promise<Delivery> {
  return until(
    async () => {
      await round();
      return (await deliveries()).find((delivery) => delivery.state === state);
    },
    { what: `a delivery to be ${state}` },
  );
}

/** The delivery of this test: others of tests before are out of the way. */
async function claimed(holdMs: number) {
  return until(async () => {
    const held = await ports.deliveries.claim(holdMs, []);
    return held?.accountId === accountId ? held : null;
  });
}
