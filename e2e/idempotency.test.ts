import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import { startApi, startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

/** Short, so that the key of an API that died is free after a second. */
const settings = { MUSTER_LEASE: '500ms', MUSTER_SWEEP_INTERVAL: '200ms', MUSTER_WEBHOOK_ALLOW_LOOPBACK: '1' };

let product: Product;
let client: Client;
let receiver: Receiver;
let counters: string;
let strangers: string[];

beforeAll(async () => {
  counters = await mkdtemp(join(tmpdir(), 'muster-failpoints-'));
  receiver = await startReceiver();
  product = await startProduct(settings);
  client = clientOf(product);
  strangers = (await directory(client)).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(async () => {
  await product.stop();
  await receiver.close();
  await rm(counters, { recursive: true, force: true });
}, 60_000);

/** `again` makes the same request once more: bytes of a form may differ, the file in it does not. */
type Wish = { path: string; again: () => { body: string; type: string } };
/** Something that is created, and how to count what there is of its kind. */
type Creation = { wish: () => Promise<Wish>; count: () => Promise<number>; secret?: string };

const creations = {
  'an import': { wish: raw, count: jobs },
  'an import in a form': { wish: form, count: jobs },
  'an export': { wish: () => json('/v1/jobs/export-users', {}), count: jobs },
  'an undo': { wish: undo, count: jobs },
  'a fix': { wish: fix, count: jobs },
  'a team': { wish: () => json('/v1/teams', { name: fresh('Team') }), count: () => entries('/v1/teams') },
  'a person': {
    wish: () => json('/v1/people', { email: `${fresh('person')}@example.com`, displayName: 'New' }),
    count: people,
  },
  'a list of people': { wish: list, count: people },
  'an API key': {
    wish: () => json('/v1/api-keys', { name: fresh('Key'), role: 'viewer' }),
    count: () => entries('/v1/api-keys'),
    secret: 'key',
  },
  'a rotated API key': {
    wish: async () => json(`/v1/api-keys/${await made('/v1/api-keys', { name: 'Old', role: 'viewer' })}/rotate`, {}),
    count: () => entries('/v1/api-keys'),
    secret: 'key',
  },
  'a webhook endpoint': {
    wish: () => json('/v1/webhook-endpoints', { url: receiver.url }),
    count: () => entries('/v1/webhook-endpoints'),
    secret: 'secret',
  },
  'a test of an endpoint': {
    wish: async () => json(`/v1/webhook-endpoints/${await endpoint()}/test`, {}),
    count: () => entries('/v1/webhook-deliveries'),
  },
} as const satisfies Record<string, Creation>;

const uploads = ['upload-recorded', 'upload-stored', 'upload-queued', 'upload-in-line'];
const stories = Object.entries<Creation>(creations).flatMap(([what, creation]) => {
  const hasUpload = what.includes('import') || what === 'a fix';
  return ['creation-next', ...(hasUpload ? uploads : []), 'creation-done'].map((point) => ({ what, point, creation }));
});

describe.each(stories)('the API killed at $point', ({ what, point, creation }) => {
  it(`makes ${what} once when the request is repeated until it is answered`, async () => {
    const key = fresh('key');
    const { path, again } = await creation.wish();
    const before = await creation.count();
    const dir = await mkdtemp(join(counters, 'count-'));
    const mortal = await startApi(product, {
      ...settings,
      MUSTER_FAILPOINTS: `${point}=kill`,
      MUSTER_FAILPOINTS_DIR: dir,
    });
    await send(key, path, again(), mortal.url).catch(() => 'it died before it could answer');
    expect((await mortal.ended).signal).toBe('SIGKILL');

    const answer = await untilAnswered(() => send(key, path, again()));
    expect(answer.status).toBeLessThan(300);
    const first = (await answer.json()) as Record<string, unknown>;
    const repeated = await send(key, path, again());
    expect(repeated.headers.get('idempotency-replayed')).toBe('true');
    const { secret = '' } = creation;
    expect(await repeated.json()).toEqual({ ...first, ...(secret !== '' && { [secret]: null }) });
    expect(await creation.count()).toBe(before + 1);
  }, 60_000);
});

describe('fifty requests at once under one key', () => {
  it.each(['an import', 'an import in a form', 'an export', 'a team'] as const)(
    'make %s once, and get the same answer',
    async (what) => {
      const { wish, count } = creations[what];
      const { path, again } = await wish();
      const [key, before] = [fresh('key'), await count()];
      const answers = await Promise.all(
        Array.from({ length: 50 }, async () => {
          const answer = await send(key, path, again());
          return `${answer.status} ${answer.headers.get('location')} ${await answer.text()}`;
        }),
      );
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toMatch(/^20[12] /);
      expect(await count()).toBe(before + 1);
    },
    60_000,
  );

  it('are not mixed up with another file under that key', async () => {
    const [key, one, other] = [fresh('key'), await raw(), await raw()];
    expect((await send(key, one.path, one.again())).status).toBe(202);
    expect((await send(key, one.path, other.again())).status).toBe(422);
  });
});

function send(key: string, path: string, { body, type }: ReturnType<Wish['again']>, url?: string): Promise<Response> {
  const headers = { 'content-type': type, 'idempotency-key': key, authorization: `Bearer ${client.key}` };
  return fetch(`${url ?? product.url}${path}`, { method: 'POST', headers, body });
}

/** As a client does: 409 says that the first request may still be in hand. */
function untilAnswered(ask: () => Promise<Response>): Promise<Response> {
  const what = 'the request to be answered';
  return until(async () => ask().then((answer) => (answer.status === 409 ? null : answer)), { everyMs: 100, what });
}

let count = 0;
const fresh = (name: string): string => `${name}-${++count}`;

function json(path: string, body: object): Promise<Wish> {
  return Promise.resolve({ path, again: () => ({ body: JSON.stringify(body), type: 'application/json' }) });
}

function raw(): Promise<Wish> {
  const body = fileOf(1);
  return Promise.resolve({ path: '/v1/jobs/import-users', again: () => ({ body, type: 'text/csv' }) });
}

function form(): Promise<Wish> {
  const csv = fileOf(1);
  const again = () => {
    const boundary = fresh('boundary');
    const head = 'Content-Disposition: form-data; name="file"; filename="users.csv"';
    const body = `--${boundary}\r\n${head}\r\n\r\n${csv}\r\n--${boundary}--\r\n`;
    return { body, type: `multipart/form-data; boundary=${boundary}` };
  };
  return Promise.resolve({ path: '/v1/jobs/import-users', again });
}

function list(): Promise<Wish> {
  const body = JSON.stringify({ email: `${fresh('person')}@example.com`, displayName: 'New' });
  return Promise.resolve({ path: '/v1/people/bulk', again: () => ({ body, type: 'application/x-ndjson' }) });
}

async function undo(): Promise<Wish> {
  return json(`/v1/jobs/${(await client.import(fileOf(1))).id}/undo`, {});
}

async function fix(): Promise<Wish> {
  const { id } = await client.import(fileOf(1).replace('Agent', 'Agnt'));
  return json(`/v1/jobs/${id}/fix`, { replacements: [{ column: 'role', from: 'Agnt', to: 'Agent' }] });
}

async function made(path: string, body: object): Promise<string> {
  const { again } = await json(path, body);
  return ((await (await send(fresh('key'), path, again())).json()) as { id: string }).id;
}

const endpoint = (): Promise<string> => made('/v1/webhook-endpoints', { url: receiver.url });

async function entries(path: string): Promise<number> {
  return (await client.get<{ data: JobJson[] }>(`${path}?limit=100`)).data.length;
}

function jobs(): Promise<number> {
  return entries('/v1/jobs');
}

async function people(): Promise<number> {
  return (await directory(client)).length;
}

function fileOf(rows: number): string {
  return `user_email,role\r\n${strangers.splice(0, rows).join(',Agent\r\n')},Agent\r\n`;
}
