import { startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import fc from 'fast-check';
import { guardUrl, type Lookup } from './guardUrl.ts';
import { eventSender } from './sendEvent.ts';
import { secretBox } from './secretBox.ts';
import { anEndpoint } from './testing/anEndpoint.ts';

const strict = { allowLoopback: false };
const publicly: Lookup = () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]);

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

test('a public address and a public name may be called', async () => {
  expect(await guardUrl('https://93.184.216.34/hook', strict)).toMatchObject({ verdict: 'allowed' });
  expect(await guardUrl('https://[2606:4700::1111]/hook', strict)).toMatchObject({ verdict: 'allowed' });
  expect(await guardUrl('https://example.com./hook', strict, publicly)).toMatchObject({
    verdict: 'allowed',
    addresses: [{ address: '93.184.216.34', family: 4 }],
  });
});

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.31.0.1',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '[::]',
  '[::1]',
  '[::127.0.0.1]',
  '[::ffff:10.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[100::1]',
  '[2001::1]',
  '[2001:db8::1]',
  '[2002:7f00:1::]',
  '[3fff::1]',
  '[5f00::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
])('nobody is called at %s, for loopback allowed or not', async (host) => {
  const isLoopback = ['127.255.255.254', '[::1]'].includes(host);
  expect((await guardUrl(`https://${host}/`, strict)).verdict).toBe('refused');
  expect((await guardUrl(`http://${host}/`, { allowLoopback: true })).verdict).toBe(isLoopback ? 'allowed' : 'refused');
});

test('a name with one address that is not public is refused as a whole', async () => {
  const mixed: Lookup = async (name) => [...(await publicly(name)), { address: '::ffff:127.0.0.1', family: 6 }];
  expect((await guardUrl('https://rebind.example', strict, mixed)).verdict).toBe('refused');
});

test('a name that nobody knows is not refused, and leads nowhere', async () => {
  const unknown: Lookup = () => Promise.reject(new Error('ENOTFOUND'));
  expect(await guardUrl('https://nobody.example', strict, unknown)).toEqual({ verdict: 'unresolved' });
});

test.each([
  ['not a URL', 'must be an absolute URL'],
  ['//example.com', 'must be an absolute URL'],
  ['http://example.com', 'must start with https://'],
  ['ftp://example.com', 'must start with https://'],
  ['file:///etc/passwd', 'must start with https://'],
  ['https://user@example.com', 'must not carry a user name or password'],
  ['https://:password@example.com', 'must not carry a user name or password'],
  ['https://localhost', 'must lead to a public address'],
])('%s %s', async (url, reason) => {
  expect(await guardUrl(url, strict)).toEqual({ verdict: 'refused', reason });
});

test('no spelling of a loopback address reaches the receiver, and no name that leads inside', async () => {
  const { port } = new URL(receiver.url);
  const send = eventSender({
    ...strict,
    box: secretBox('a key for tests'),
    lookup: insideAnswers(),
  });
  const spelling = fc.tuple(fc.constantFrom('https', 'http'), userInfo, loopback(), fc.constantFrom('', '.'));
  await fc.assert(
    fc.asyncProperty(spelling, async ([scheme, user, host, dot]) => {
      const url = `${scheme}://${user}${host}${dot}:${port}/hook`;
      const sent = await send({
        endpoint: anEndpoint({ url, secrets: [] }),
        eventId: 'evt_1',
        body: '{}',
        at: new Date(),
        trace: null,
      });
      expect([url, sent.error, sent.address]).toEqual([url, 'blocked', null]);
    }),
    { numRuns: 500 },
  );
  expect(receiver.hits()).toBe(0);
});

test('a name that was public when it was registered is looked up again, and not called once it leads inside', async () => {
  const answers = ['93.184.216.34', '127.0.0.1', '::ffff:127.0.0.1', '93.184.216.34'];
  const changing: Lookup = async () => {
    const address = answers.shift() ?? '127.0.0.1';
    return Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
  };
  const url = `https://rebind.example:${new URL(receiver.url).port}/hook`;
  expect((await guardUrl(url, strict, changing)).verdict).toBe('allowed');
  const send = eventSender({ ...strict, box: secretBox('a key for tests'), lookup: changing });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const order = {
      endpoint: anEndpoint({ url, secrets: [] }),
      eventId: 'evt_1',
      body: '{}',
      at: new Date(),
      trace: null,
    };
    expect(await send(order)).toMatchObject({ error: 'blocked', address: null });
  }
  expect(receiver.hits()).toBe(0);
});

const userInfo = fc.constantFrom('', 'example.com@', 'a:b@', 'example.com%23@');

/** Every way to write 127.x.y.z that a resolver, a browser or a kernel understands. */
function loopback(): fc.Arbitrary<string> {
  const octet = fc.integer({ min: 0, max: 255 });
  return fc.tuple(octet, octet, octet, fc.nat({ max: 13 })).map(([b, c, d, how]) => {
    const number = ((127 << 24) | (b << 16) | (c << 8) | d) >>> 0;
    const [hex, high, low] = [number.toString(16), (number >>> 16).toString(16), (number & 0xffff).toString(16)];
    const spellings = [
      `127.${b}.${c}.${d}`,
      String(number),
      `0x${hex}`,
      `0${number.toString(8)}`,
      `0x7f.${b}.${c}.${d}`,
      `0177.${b}.0${c.toString(8)}.${d}`,
      `127.${(b << 16) | (c << 8) | d}`,
      `127.${b}.${(c << 8) | d}`,
      `[::ffff:127.${b}.${c}.${d}]`,
      `[::ffff:${high}:${low}]`,
      `[64:ff9b::${high}:${low}]`,
      `[2002:${high}:${low}::1]`,
      '[0:0:0:0:0:0:0:1]',
      `１２７.${b}.${c}.${d}`,
    ];
    return spellings[how] ?? 'localhost';
  });
}

/** A name server that answers everything with an address that is not public, another one each time. */
function insideAnswers(): Lookup {
  let asked = 0;
  const inside = ['127.0.0.1', '10.0.0.1', '169.254.169.254'];
  return () => {
    asked += 1;
    return Promise.resolve([{ address: inside[asked % inside.length] ?? '127.0.0.1', family: 4 }]);
  };
}
