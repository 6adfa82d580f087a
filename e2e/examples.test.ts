import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, exampleFile, type Client } from './client.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));
let product: Product;
let admin: Client;

beforeAll(async () => {
  product = await startProduct();
  admin = clientOf(product);
}, 90_000);

afterAll(() => product.stop(), 60_000);

/** Runs the example as its first lines say, on one of the example files. */
function followAJob(file: string): Promise<{ code: unknown; out: string }> {
  const env = { MUSTER_URL: product.url, MUSTER_KEY: admin.key };
  return new Promise((resolve) => {
    execFile(process.execPath, [pathOf('follow-a-job.mjs'), pathOf(file)], { env }, (error, out) =>
      resolve({ code: error === null ? 0 : error.code, out }),
    );
  });
}

describe('a client that knows openapi.json and HTTP only', () => {
  it('gets 1,000 people in', async () => {
    const { code, out } = await followAJob('import-1000.csv');
    expect([code, out]).toEqual([0, expect.stringMatching(/succeeded: .*"created":1000/)]);
  });

  it('prints every issue of a file with mistakes', async () => {
    const { code, out } = await followAJob('import-with-errors.csv');
    const issues = Number(/"issues":(\d+)/.exec(out)?.[1]);
    expect([code, issues > 25]).toEqual([1, true]);
    expect(
      out
        .split(/rejected: .*\n/)[1]
        ?.trim()
        .split('\n'),
    ).toHaveLength(issues);
    expect(out).toContain('Did you mean');
  });

  it('uses nothing that openapi.json does not promise', async () => {
    const script = await exampleFile('follow-a-job.mjs');
    const promised = JSON.parse(await readFile(pathOf('../openapi.json'), 'utf8')) as {
      paths: Record<string, unknown>;
    };
    const used = [...script.matchAll(/'(\/v1\/[^'?]+)'/g)].map(([, path]) => path!);
    expect(used).toEqual(['/v1/jobs/import-users']); // all others are links of the job
    expect(Object.keys(promised.paths)).toEqual(expect.arrayContaining(used));
  });
});
