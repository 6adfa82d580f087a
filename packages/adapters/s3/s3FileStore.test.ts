import { CreateBucketCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileStoreContract } from '@muster/testkit/contracts';
import { startRadosgw, whyNoRadosgw, type S3Server } from '@muster/testkit/services';
import { s3FileStore, type S3Options } from './s3FileStore.ts';

const missing = whyNoRadosgw();
const describeOnRadosgw = missing === null ? describe : describe.skip;

describeOnRadosgw(`on Ceph radosgw${missing === null ? '' : `, skipped because ${missing}`}`, () => {
  let server: S3Server;
  let client: S3Client;
  let options: S3Options;

  beforeAll(async () => {
    server = await startRadosgw();
    const { endpoint, region, credentials } = server;
    client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    options = { endpoint, region, credentials, bucket: `muster-${process.pid}-${Date.now()}`, prefix: 'first/' };
    await client.send(new CreateBucketCommand({ Bucket: options.bucket }));
  }, 180_000);

  afterAll(async () => {
    client.destroy();
    await server.stop();
  }, 30_000);

  describe('what every file store promises', () => {
    fileStoreContract(() => Promise.resolve({ files: s3FileStore(options), unfinished: openUploads }));
  });

  test('keeps to its prefix: another installation in the same bucket is not seen', async () => {
    const [first, second] = [s3FileStore(options), s3FileStore({ ...options, prefix: 'second/' })];
    await first.put('shared/name', body('first'));
    await second.put('shared/name', body('the second'));
    expect([await first.size('shared/name'), await second.size('shared/name')]).toEqual([5, 10]);
    const keys = [];
    for await (const { key } of second.list('')) keys.push(key);
    expect(keys).toEqual(['shared/name']);
  });

  test.each<[string, (options: S3Options) => S3Options]>([
    ['a bucket that is not there', (given) => ({ ...given, bucket: 'no-such-bucket' })],
    [
      'a secret that is not ours',
      (given) => ({ ...given, credentials: { accessKeyId: 'muster-test', secretAccessKey: 'wrong' } }),
    ],
  ])('is unavailable, not empty, with %s', async (_name, change) => {
    const files = s3FileStore(change(options));
    for (const call of [() => files.ping(), () => files.get('a'), () => files.put('a', body('x'))]) {
      await expect(call()).rejects.toMatchObject({ name: 'Fault', code: 'store_unavailable', retry: true });
    }
  });

  async function openUploads(): Promise<string[]> {
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: options.bucket }));
    return Uploads.map((upload) => upload.Key ?? '');
  }
});

describe('on a store that fails', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('is unavailable when the answer breaks off in the middle of a file', async () => {
    const files = await storeAnswering((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('only this');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(drain(await files.get('a'))).rejects.toMatchObject({ name: 'Fault', code: 'store_unavailable' });
  });

  test('tries again before it says that the store is unavailable', async () => {
    let requests = 0;
    const files = await storeAnswering((request, response) => {
      requests += 1;
      request.resume().on('end', () => response.writeHead(requests < 3 ? 503 : 200).end());
    });
    await files.ping();
    expect(requests).toBe(3);
  });

  test('is unavailable when nobody is there', async () => {
    const files = await storeAnswering(() => undefined);
    server.close();
    await expect(files.ping()).rejects.toMatchObject({ name: 'Fault', code: 'store_unavailable', retry: true });
    await expect(files.put('a', body('x'))).rejects.toMatchObject({ name: 'Fault', code: 'store_unavailable' });
  });

  async function storeAnswering(listener: NonNullable<Parameters<typeof createServer>[1]>) {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // An address without a port belongs to pipes; this one listens on a network.
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
    return s3FileStore({ bucket: 'b', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, credentials });
  }
});

async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

async function drain(chunks: AsyncIterable<Uint8Array> | null): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks ?? []) bytes += chunk.length;
  return bytes;
}
