import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProduct, type Product } from '@muster/testkit/services';

const main = join(__dirname, '../scripts/dist/account/main.js');
let product: Product;
beforeAll(async () => {
  product = await startProduct();
}, 90_000);
afterAll(() => product.stop(), 60_000);

/** As `npm run account -- …` does it. */
function account(...args: string[]): { code: number | null; said: string } {
  const env = { ...process.env, MUSTER_DATA_DIR: product.dataDir };
  const run = spawnSync(process.execPath, [main, 'account', ...args], { env, encoding: 'utf8' });
  return { code: run.status, said: `${run.stdout}${run.stderr}` };
}

function people(csv: string): string {
  const file = join(product.dataDir, 'people.csv');
  writeFileSync(file, csv);
  return file;
}

async function countPeople(key: string): Promise<number> {
  const response = await fetch(`${product.url}/v1/people`, { headers: { authorization: `Bearer ${key}` } });
  const { data } = (await response.json()) as { data: unknown[] };
  return data.length;
}

async function lastAudited(key: string): Promise<unknown> {
  const response = await fetch(`${product.url}/v1/audit-entries?limit=1`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { data } = (await response.json()) as { data: unknown[] };
  return data[0];
}

it('makes an account with a directory, and prints a key that opens it', async () => {
  const file = people('displayName,email\r\n"Núñez, Ana",ana@example.com\r\nBen,ben@example.com\r\n');
  const { code, said } = account('create', 'Third Contact Center', '--people', file);
  expect(said).toMatch(/^acc_\w+ “Third Contact Center”, 2 people in its directory\n/);
  expect(code).toBe(0);
  expect(await countPeople(/mst_\w+/.exec(said)?.[0] ?? '')).toBe(2);
});

it('lists accounts, and prints a new key of one', async () => {
  const listed = account('list');
  expect(listed.said).toContain('Demo Contact Center');
  const id = product.accounts[1]?.id ?? '';
  const { said } = account('new-key', id);
  const key = /mst_\w+/.exec(said)?.[0] ?? '';
  expect(await countPeople(key)).toBe(20);
  expect(await lastAudited(key)).toMatchObject({ action: 'key.created', by: { name: 'npm run account' } });
});

it('prints a link that signs in once', async () => {
  const { said } = account('sign-in', product.accounts[1]?.id ?? '');
  const [, url = '', token = ''] = /(http:\S+)\/sign-in#token=(\S+)/.exec(said) ?? [];
  expect(url).toBe(product.url);
  const signIn = () =>
    fetch(`${product.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
  const answer = await signIn();
  const session = await fetch(`${product.url}/v1/session`, {
    headers: { cookie: answer.headers.getSetCookie().join() },
  });
  expect(await session.json()).toMatchObject({ account: { name: 'Small Contact Center' }, key: { role: 'admin' } });
  expect((await signIn()).status).toBe(401);
});

it('says in one sentence what it cannot do', () => {
  expect(account('new-key', 'acc_nobody').said).toBe('There is no account acc_nobody: see npm run account -- list.\n');
  const twice = people('email\nana@example.com\nANA@example.com\n');
  expect(account('create', 'X', '--people', twice)).toEqual({
    code: 1,
    said: `${twice}, row 3: ANA@example.com is there already.\n`,
  });
  expect(account('create', 'X', '--people', people('name\nAna\n')).said).toContain('has no column email');
  expect(account('frobnicate', 'X').code).toBe(1);
});
