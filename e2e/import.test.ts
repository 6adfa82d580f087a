import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, directory, type Client } from './client.ts';

let product: Product;
let admin: Client;
let strangers: { email: string; displayName: string }[];

beforeAll(async () => {
  product = await startProduct();
  admin = clientOf(product);
  strangers = (await directory(admin)).slice(250);
}, 90_000);

afterAll(() => product.stop(), 60_000);

describe('an import', () => {
  it('adds everybody in the file, and says so', async () => {
    const before = await admin.countUsers();
    const people = strangers.slice(0, 40);
    const csv = `user_email,role\r\n${people.map(({ email }) => `${email},Agent`).join('\r\n')}\r\n`;
    const job = await admin.import(csv);
    expect(job).toMatchObject({
      state: 'succeeded',
      counts: { rows: 40, valid: 40, invalid: 0, issues: 0, created: 40, updated: 0, unchanged: 0 },
      progress: { phase: 'done', rowsRead: 40, rowsTotal: 40 },
      problem: null,
    });
    expect(await admin.countUsers()).toBe(before + 40);
    const found = await admin.get<{ data: unknown[] }>(`/v1/users?search=${encodeURIComponent(people[0]!.email)}`);
    expect(found.data).toMatchObject([
      {
        email: people[0]!.email,
        displayName: people[0]!.displayName,
        role: { name: 'Agent' },
        version: 1,
        lastChange: { jobId: job.id, row: 2 },
      },
    ]);
  });
});
