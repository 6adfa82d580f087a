import { startProduct, startRadosgw, whyNoRadosgw, type Product, type S3Server } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import { CreateBucketCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { request } from 'node:http';
import { clientOf, directory, type Client } from './client.ts';

const why = whyNoRadosgw();
const bucket = 'muster-story';

(why === null ? describe : describe.skip)(`on S3${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let server: S3Server;
  let s3: S3Client;
  let product: Product;
  let admin: Client;
  let strangers: string[];

  beforeAll(async () => {
    server = await startRadosgw();
    const { endpoint, region, credentials } = server;
    s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    product = await startProduct({
      S3_BUCKET: bucket,
      S3_ENDPOINT: endpoint,
      S3_REGION: region,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      MUSTER_LEASE: '2s',
      MUSTER_SWEEP_INTERVAL: '300ms',
    });
    admin = clientOf(product);
    strangers = (await directory(admin)).slice(250).map(({ email }) => email);
  }, 240_000);

  afterAll(async () => {
    await product.stop();
    s3.destroy();
    await server.stop();
  }, 60_000);

  it('a wrong file is reported and the corrected report adds everybody', async () => {
    const csv = `user_email,role\r\n${strangers
      .slice(0, 200)
      .map((email) => `${email},Agnt`)
      .join('\r\n')}\r\n`;
    const rejected = await admin.import(csv);
    expect(rejected).toMatchObject({ state: 'rejected', counts: { issues: 200 } });
    const source = await (await admin.ask(rejected.links['source']!)).text();
    expect(source).toBe(csv);
    const report = await (await admin.ask(rejected.links['errorReport']!)).text();
    const succeeded = await admin.import(report.replace(/,Agnt,/g, ',Agent,'));
    expect(succeeded).toMatchObject({ state: 'succeeded', counts: { created: 200 } });
    const attempt = 1;
    expect((await keys()).sort()).toEqual(
      [
        `${folder(rejected.id)}/${attempt}/report-issues.csv`,
        `${folder(rejected.id)}/${attempt}/report.csv`,
        `${folder(rejected.id)}/source`,
        `${folder(succeeded.id)}/source`,
      ].sort(),
    );
  }, 60_000);

  it('an upload that is cut off leaves no object, no open multipart upload and no job', async () => {
    const before = await keys();
    const { jobs } = await counted();
    await cutOffUpload(20 * 1024 * 1024);
    await until(async () => (await openUploads()) === 0, {
      timeoutMs: 30_000,
      what: 'the multipart upload to be ended',
    });
    expect(await keys()).toEqual(before);
    expect((await counted()).jobs).toBe(jobs);
  }, 60_000);

  async function keys(): Promise<string[]> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key }) => Key ?? '');
  }

  async function openUploads(): Promise<number> {
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    return Uploads.length;
  }

  async function counted(): Promise<{ jobs: number }> {
    return { jobs: (await admin.get<{ data: unknown[] }>('/v1/jobs?limit=100')).data.length };
  }

  const folder = (jobId: string) => `accounts/${product.accounts[0]!.id}/jobs/${jobId}`;

  /** Announces 60 MB, sends some, and is gone. */
  function cutOffUpload(bytes: number): Promise<void> {
    const headers = {
      authorization: `Bearer ${admin.key}`,
      'content-type': 'text/csv',
      'content-length': 60 * 1024 * 1024,
    };
    return new Promise((resolve) => {
      const upload = request(`${product.url}/v1/jobs/import-users`, { method: 'POST', headers });
      upload.on('error', () => resolve()); // the cut we make ourselves
      upload.write(Buffer.alloc(bytes, 'a,b\n'), () => upload.destroy());
      upload.on('close', () => resolve());
    });
  }
});
