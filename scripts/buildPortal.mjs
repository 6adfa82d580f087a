/**
 * Builds the portal when what it is made of has changed; a tenth of a second when nothing has. Plain JavaScript, as it
 * is called by `npm run build`, by bootstrap.mjs and by the stories' set-up alike. The build replaces the one before in
 * one step, so that an API that starts meanwhile finds a whole one.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const portal = join(root, 'apps/portal');
const built = join(portal, 'dist');
const stampFile = join(built, '.stamp');

export function buildPortal() {
  const stamp = stampOf(inputs());
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const fresh = join(portal, `dist.${process.pid}`);
  try {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    execFileSync(process.execPath, [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'], {
      cwd: portal,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    for (const file of filesIn(join(fresh, 'assets'))) compress(file);
    writeFileSync(join(fresh, '.stamp'), stamp);
    replace(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Everything that can get into the bundle, and what bundles it. */
function inputs() {
  const sources = filesIn(portal).filter(
    (path) => !/[/\\](dist(\.\d+)?|node_modules)[/\\]|\.test\.ts$|\.tsbuildinfo$/.test(path),
  );
  const contract = join(root, 'packages/contract/portalPaths.ts');
  return [...sources.sort(), contract, join(root, 'package-lock.json'), fileURLToPath(import.meta.url)];
}

/** By content: git does not keep times, and a checkout back and forth is no change. */
function stampOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Once, here, as well as can be, rather than by the API for everybody who asks. */
function compress(file) {
  if (!/\.(js|css|svg)$/.test(file)) return;
  const bytes = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(bytes));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

/** Two builds at once make the same: whoever comes second leaves it at that. */
function replace(fresh) {
  rmSync(built, { recursive: true, force: true });
  try {
    renameSync(fresh, built);
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildPortal();
