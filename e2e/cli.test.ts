import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

const command = fileURLToPath(new URL('../apps/cli/muster.mjs', import.meta.url));
let product: Product;
let admin: Client;
let strangers: string[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-cli-'));
  product = await startProduct();
  admin = clientOf(product);
  strangers = (await directory(admin)).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(async () => {
  await product.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

type Ran = { code: number | null; out: string; err: string };

/** Runs `muster` as a shell would, in a folder of its own, signed in by the environment unless told otherwise. */
async function muster(args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const { PATH = '' } = process.env;
  const login = { MUSTER_URL: product.url, MUSTER_KEY: admin.key };
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    env: { PATH, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), ...login, ...env },
  });
  child.stdin.on('error', () => undefined); // it need not read what it does not want
  child.stdin.end(input);
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.err += text));
  ran.code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return ran;
}

const nobody = { MUSTER_URL: '', MUSTER_KEY: '' };
const idIn = (out: string): string => /job_\w+/.exec(out)?.[0] ?? 'no job';

async function newFile(name: string, count: number, role = 'Agent'): Promise<string[]> {
  const emails = strangers.splice(0, count);
  await writeFile(join(folder, name), `user_email,role\n${emails.map((email) => `${email},${role}`).join('\n')}\n`);
  return emails;
}

describe('muster import', () => {
  it('adds everybody in a file, says so, and ends with 0', async () => {
    await newFile('good.csv', 30);
    const { code, out } = await muster(['import', 'good.csv', '--watch']);
    expect([code, out]).toEqual([0, expect.stringContaining('succeeded: 30 rows, 30 created.')]);
    expect(out).toContain('good.csv');
  });

  it('reads a pipe, and prints one JSON document for scripts', async () => {
    const [email] = strangers.splice(0, 1);
    const { code, out } = await muster(['import', '-', '--watch', '--json'], {
      input: `user_email,role\n${email},Agent\n`,
    });
    expect([code, JSON.parse(out)]).toMatchObject([0, { state: 'succeeded', counts: { created: 1 } }]);
  });

  it('only names the job unless it is to be watched', async () => {
    await newFile('unwatched.csv', 1);
    const { code, out } = await muster(['import', 'unwatched.csv']);
    expect([code, out]).toEqual([0, expect.stringContaining(`muster status ${idIn(out)} --watch`)]);
    expect((await muster(['status', idIn(out), '--watch'])).out).toContain('succeeded: 1 row, 1 created.');
  });

  it('of a file with mistakes ends with 2, says them with suggestions, and fix completes it', async () => {
    await newFile('typos.csv', 5, 'Agnet');
    const rejected = await muster(['import', 'typos.csv', '--watch']);
    expect(rejected.code).toBe(2);
    expect(rejected.out).toContain('rejected: 5 issues in 5 of 5 rows. Nothing was applied.');
    expect(rejected.out).toMatch(
      /5 × {2}role {2}reference not found “Agnet” {2}did you mean “Agent”\? {2}row 2, 3, 4, 5, 6/,
    );
    const report = await muster(['errors', idIn(rejected.out)]);
    expect([report.code, report.out]).toEqual([0, expect.stringContaining('reference_not_found')]);
    const fixed = await muster(['fix', idIn(rejected.out), '--suggested', '--watch']);
    expect([fixed.code, fixed.out]).toEqual([0, expect.stringContaining('5 created')]);
  });

  it('shows nothing of a file that could command the terminal', async () => {
    const input = 'user_email,role\nx@example.com,\u001b[2JAgent\n';
    const { code, out } = await muster(['import', '-', '--watch'], { input });
    expect([code, out.includes('\u001b')]).toEqual([2, false]);
  });
});

describe('a review on the command line', () => {
  it('waits with 0, is applied by confirm, and taken back by undo', async () => {
    const before = await admin.countUsers();
    const emails = await newFile('review.csv', 2);
    const review = await muster(['import', 'review.csv', '--review', '--watch']);
    expect([review.code, review.out]).toEqual([
      0,
      expect.stringContaining('2 would be created. Nothing is applied yet.'),
    ]);
    const id = idIn(review.out);
    expect((await muster(['changes', id])).out).toContain(`row 2  ${emails[0]}  create  `);
    expect((await muster(['confirm', id, '--watch'])).out).toContain('succeeded: 2 rows, 2 created.');
    expect(await admin.countUsers()).toBe(before + 2);
    const undone = await muster(['undo', id, '--watch']);
    expect([undone.code, undone.out]).toEqual([0, expect.stringContaining('2 removed')]);
    expect(await admin.countUsers()).toBe(before);
    const again = await muster(['undo', id]);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is undone already')]);
  });

  it('can be cancelled; whoever looks at it then gets 4', async () => {
    await newFile('never.csv', 1);
    const { out } = await muster(['import', 'never.csv', '--review', '--watch']);
    expect((await muster(['cancel', idIn(out)])).code).toBe(0);
    expect((await muster(['status', idIn(out)])).code).toBe(4);
    expect((await muster(['jobs', '--state', 'cancelled'])).out).toContain(idIn(out));
  });
});

describe('muster export', () => {
  it('writes who matches to a file that is what the job says', async () => {
    const { code, out } = await muster([
      'export',
      '--role',
      'agent',
      '--access',
      'active',
      '-o',
      'agents.csv',
      '--json',
    ]);
    const job = JSON.parse(out) as JobJson;
    const file = await readFile(join(folder, 'agents.csv'));
    expect([code, createHash('sha256').update(file).digest('hex')]).toEqual([0, job.file.sha256]);
    expect(file.toString().trim().split('\r\n')).toHaveLength(job.counts!['rows']! + 1);
    await expect(stat(join(folder, 'agents.csv.part'))).rejects.toThrow('ENOENT');
  });

  it('goes through a pipe back into an update that changes nothing', async () => {
    const exported = await muster(['export', '--search', 'garcia']);
    const update = await muster(['update', '-', '--watch', '--json'], { input: exported.out });
    expect([update.code, JSON.parse(update.out)]).toMatchObject([0, { state: 'succeeded', counts: { updated: 0 } }]);
  });

  it('of a role that there is not names those that there are', async () => {
    const { code, err } = await muster(['export', '--role', 'Boss', '-o', 'none.csv']);
    expect([code, err]).toEqual([64, expect.stringMatching(/There is no role “Boss”\. There are: .*Agent/)]);
  });
});

describe('signing in', () => {
  it('keeps the key where only its owner can read it, and later commands use it', async () => {
    const login = await muster(['login', '--url', product.url], { input: `${admin.key}\n`, env: nobody });
    expect([login.code, login.out]).toEqual([0, expect.stringContaining('Demo Contact Center')]);
    const { mode } = await stat(join(folder, 'config', 'muster', 'login.json'));
    expect(mode & 0o777).toBe(0o600);
    const sample = await muster(['sample', 'import'], { env: nobody });
    expect([sample.code, sample.out]).toEqual([0, expect.stringContaining('user_email')]);
    expect((await muster(['columns'], { env: nobody })).out).toContain('agent_queues');
  });

  it('sends a kept key to no other server', async () => {
    const { code, err } = await muster(['jobs'], { env: { MUSTER_URL: 'http://127.0.0.1:9', MUSTER_KEY: '' } });
    expect([code, err]).toEqual([77, expect.stringContaining('The key that is kept is for')]);
  });
});

describe('what cannot be done', () => {
  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    [
      'without a key',
      ['jobs'],
      { MUSTER_KEY: '', MUSTER_URL: '', XDG_CONFIG_HOME: '/nowhere' },
      77,
      /or set both MUSTER_URL and MUSTER_KEY/,
    ],
    ['with a cut key', ['jobs'], { MUSTER_KEY: 'mst_abc' }, 77, /not a whole key/],
    ['with a server that is away', ['jobs'], { MUSTER_URL: 'http://127.0.0.1:9' }, 69, /cannot be reached/],
    ['with an address that is none', ['jobs'], { MUSTER_URL: 'muster' }, 64, /not the address of a server/],
    [
      'with a file that is not there',
      ['import', 'nowhere.csv'],
      {},
      66,
      /nowhere\.csv cannot be read: there is no such file/,
    ],
    ['with an option that is not there', ['import', 'x.csv', '--validat'], {}, 64, /Did you mean --validate\?/],
    ['with two modes', ['import', 'x.csv', '--validate', '--review'], {}, 64, /exclude each other/],
    [
      'with an encoding that is not known',
      ['import', '-', '--encoding', 'latin'],
      {},
      64,
      /must be utf-8 or windows-1252/,
    ],
    ['with a job that is not there', ['status', 'job_nobody'], {}, 1, /not_found/],
    [
      'into a folder that is not there',
      ['sample', 'import', '-o', 'no/x.csv'],
      {},
      73,
      /cannot be written: there is no such folder/,
    ],
  ])('ends %s with its code and a sentence, without a stack trace', async (_, args, env, expected, sentence) => {
    const { code, err, out } = await muster(args, { env, input: 'user_email\n' });
    expect([code, err]).toEqual([expected, expect.stringMatching(sentence)]);
    expect([out, /\n\s+at /.test(err)]).toEqual(['', false]);
  });

  it('with the key of a viewer ends with 77', async () => {
    await newFile('viewer.csv', 1);
    const { code, err } = await muster(['import', 'viewer.csv'], {
      env: { MUSTER_KEY: clientOf(product, 0, 'viewer').key },
    });
    expect([code, err]).toEqual([77, expect.stringContaining('forbidden')]);
  });

  it('says which version it is', async () => {
    const manifest = JSON.parse(await readFile(join(__dirname, '../apps/cli/package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ version: (await muster(['--version'])).out.trim() });
  });

  it('teaches by examples instead', async () => {
    const { code, out } = await muster(['--help']);
    expect([code, out]).toEqual([0, expect.stringContaining('muster import users.csv --watch')]);
  });
});

it('reports how far it is in lines where nobody watches', async () => {
  const emails = await newFile('many.csv', 1_000);
  const { code, out, err } = await muster(['import', 'many.csv', '--validate', '--watch']);
  expect([code, out]).toEqual([
    0,
    expect.stringContaining(`${emails.length.toLocaleString('en-US')} would be created`),
  ]);
  expect(err).toMatch(/^uploading \d+ kB\n/);
  expect(err).not.toContain('█');
});

it('makes one job of a file, though the API dies before it has answered', async () => {
  await newFile('unanswered.csv', 2);
  await product.restart({ MUSTER_FAILPOINTS: 'creation-done=kill', MUSTER_FAILPOINTS_DIR: folder });
  const before = (await admin.get<{ data: JobJson[] }>('/v1/jobs?limit=100')).data;
  const { code, err } = await muster(['import', 'unanswered.csv', '--watch']);
  expect([code, err]).toEqual([0, expect.stringContaining('Trying again …')]);
  const after = (await admin.get<{ data: JobJson[] }>('/v1/jobs?limit=100')).data;
  expect(after.map(({ state }) => state)).toEqual(['succeeded', ...before.map(({ state }) => state)].slice(0, 100));
}, 60_000);
