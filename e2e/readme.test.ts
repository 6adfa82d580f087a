import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProduct, type Product } from '@muster/testkit/services';

const root = join(__dirname, '..');
let product: Product;
let folder: string;

beforeAll(async () => {
  product = await startProduct();
  folder = await mkdtemp(join(tmpdir(), 'muster-tour-'));
  await symlink(product.dataDir, join(folder, '.muster'));
  await symlink(join(root, 'examples'), join(folder, 'examples'));
}, 90_000);

afterAll(async () => {
  await product.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('the tour of the README', () => {
  it('does what it says, pasted from the first line to the last', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const script = [...readme.matchAll(/```bash\n(.*?)```/gs)].map(([, block]) => block).join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });
    expect(stdout).toContain('user_email,role,display_name');
    expect(stdout).toMatch(/rejected: \d+ issues of \d+ kinds/);
    expect(stdout).toContain('_row,_errors');
    expect(stdout).toContain('succeeded: 1000 users created');
    expect(stdout).toContain('"action":"create"');
    expect(stdout).toMatch(/"display_name":\{"from":"[^"]*García","to":"[^"]*García-López"\}/);
    expect(stdout).toMatch(/succeeded: [1-9]\d* users are as they were/);
  }, 60_000);

  it('names every setting that the programs read, and no other', async () => {
    const sources = ['apps/api/config.ts', 'apps/worker/config.ts', 'scripts/start/readSettings.ts'];
    const shared = ['packages/adapters/process/parseEnv.ts', 'packages/adapters/files/openFileStore.ts'];
    const text = (await Promise.all([...sources, ...shared].map((path) => readFile(join(root, path), 'utf8')))).join(
      '\n',
    );
    const read = new Set([...text.matchAll(/^\s+([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name));
    const forTests = ['NODE_ENV', 'MUSTER_FAILPOINTS', 'MUSTER_FAILPOINTS_DIR'];
    for (const file of ['README.md', '.env.example']) {
      const told = await readFile(join(root, file), 'utf8');
      const missing = [...read].filter((name) => !forTests.includes(name!) && !told.includes(name!));
      expect([file, missing]).toEqual([file, []]);
    }
  });
});
