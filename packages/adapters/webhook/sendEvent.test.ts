import { modes, startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import { Webhook } from 'standardwebhooks';
import type { Lookup } from './guardUrl.ts';
import { secretBox } from './secretBox.ts';
import { eventSender } from './sendEvent.ts';
import { newSigningSecret } from './signEvent.ts';
import { anEndpoint } from './testing/anEndpoint.ts';

const box = secretBox('a key for tests');
const deadlineMs = 400;
const send = eventSender({ allowLoopback: true, box, deadlineMs });
const body = '{"type":"webhook.test"}';
const secret = newSigningSecret();

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

function order(url = receiver.url) {
  const sealed = { sealed: box.seal(secret, 'whe_test'), until: null };
  return { endpoint: anEndpoint({ url, secrets: [sealed] }), eventId: 'evt_1', body, at: new Date(), trace: null };
}

test('an event arrives as it was written, signed, and its answer is noted', async () => {
  const sent = await send(order());
  expect(sent).toMatchObject({ status: 200, error: null, response: 'this is 200', address: '127.0.0.1' });
  const [got] = receiver.received;
  expect(got).toMatchObject({ body, headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1' } });
  expect(() => new Webhook(secret).verify(got!.body, got!.headers)).not.toThrow();
});

test('a secret whose time is over signs no more', async () => {
  const [fresh, at] = [newSigningSecret(), new Date()];
  const secrets = [
    { sealed: box.seal(fresh, 'whe_test'), until: null },
    { sealed: box.seal(secret, 'whe_test'), until: new Date(at.getTime() + 1_000) },
  ];
  for (const [later, signatures] of [
    [0, 2],
    [2_000, 1],
  ] as const) {
    const moment = new Date(at.getTime() + later);
    await send({ ...order(), endpoint: anEndpoint({ url: receiver.url, secrets }), at: moment });
    expect(receiver.received.at(-1)?.headers['webhook-signature']?.split(' ')).toHaveLength(signatures);
  }
});

test.each([
  ['500', modes.status(500), { status: 500, error: 'status' }],
  ['410', modes.status(410), { status: 410, error: 'status' }],
  ['429 with Retry-After', modes.status(429, { 'retry-after': '7' }), { error: 'status', retryAfterMs: 7_000 }],
  ['a redirect', modes.redirectTo('http://127.0.0.1:1/'), { status: 307, error: 'redirect' }],
  ['silence', modes.hang, { status: null, error: 'timeout' }],
  ['one byte at a time', modes.drip, { status: null, error: 'timeout' }],
  ['a reset', modes.reset, { status: null, error: 'reset' }],
])('%s is a failure', async (_, mode, outcome) => {
  receiver.behave(mode);
  const startedAt = performance.now();
  expect(await send(order())).toMatchObject(outcome);
  expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 300);
});

test('a redirect is not followed', async () => {
  const other = await startReceiver();
  receiver.behave(modes.redirectTo(other.url));
  await send(order());
  expect(other.hits()).toBe(0);
  await other.close();
});

test('of a large answer the first kilobyte is kept', async () => {
  receiver.behave(modes.huge);
  const sent = await send(order());
  expect([sent.status, sent.error, sent.response?.length]).toEqual([200, null, 1_024]);
});

test('a date in Retry-After is a time to wait', async () => {
  receiver.behave(modes.status(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
  const { retryAfterMs } = await send(order());
  expect(retryAfterMs).toBeGreaterThan(50_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});

test('nobody listens: refused', async () => {
  await receiver.close();
  expect(await send(order())).toMatchObject({ status: null, error: 'refused', response: null });
  receiver = await startReceiver();
});

test('a name is looked up once an attempt, and called at the address that was checked', async () => {
  let asked = 0;
  const lookup: Lookup = () => {
    asked += 1;
    return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  };
  const host = `rebind.invalid:${new URL(receiver.url).port}`;
  const sent = await eventSender({ allowLoopback: true, box, deadlineMs, lookup })(order(`http://${host}/hook`));
  expect([sent.status, asked]).toEqual([200, 1]);
  expect(receiver.received[0]?.headers['host']).toBe(host);
});

test('a look-up that hangs ends with the deadline', async () => {
  const lookup: Lookup = () => new Promise(() => undefined);
  const hanging = eventSender({ allowLoopback: true, box, deadlineMs, lookup });
  expect(await hanging(order('https://slow.example'))).toMatchObject({ status: null, error: 'timeout' });
});
