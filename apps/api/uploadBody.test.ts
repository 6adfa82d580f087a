import { until } from '@muster/testkit/until';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { openUploadBody } from './uploadBody.ts';

/*
 * Between the headers and the first read lie a record in the database and a file to open. What befalls the body in that
 * time must wait for its reader: an error event that nobody listens to ends the whole process.
 */
describe('a body that has failed before anybody reads it tells whoever reads it then', () => {
  test('that it is too large', async () => {
    expect(await heard('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nelevenbytes')).toBe('too large');
  });

  test('that the client went away', async () => {
    expect(await heard('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\neleven', 'hang up')).toBe(
      'the client went away',
    );
  });
});

/** What the late reader of this request is told. */
async function heard(request: string, then?: 'hang up'): Promise<unknown> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
  client.write(request);
  const [incoming] = (await once(server, 'request')) as [IncomingMessage];
  const body = openUploadBody(incoming, 10, () => new Error('too large'));
  if (then === 'hang up') client.destroy();
  await until(() => body.destroyed, { what: 'the body to fail' });
  const message = await drain(body).catch((cause: unknown) => (cause as Error).message);
  client.destroy();
  server.close();
  return message;
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of body) bytes += piece.length;
  return bytes;
}
