/**
 * What `npm start`, `npm test`, `npm run check` and `npm run account` call: from a fresh clone to the running verb.
 * Plain JavaScript without dependencies, because it runs before there are any.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPortal } from './buildPortal.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const oldestNode = [20, 19];

const verbs = {
  start: () => built('start/main.js'),
  account: () => built('account/main.js'),
  test: () => built('test/main.js'),
  check: () => built('check/main.js'),
};

// The AWS SDK announces on every start which Node.js it will need next year.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const verb = verbs[process.argv[2]];
if (!verb) stop(`Say what to do: ${Object.keys(verbs).join(', ')}.`);
requireNode();
installDependencies();
// The verb runs in this very process: one process less to pass signals through.
await verb();

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  stop(`Muster needs Node.js ${oldestNode.join('.')} or newer, and this is ${process.versions.node}: see nodejs.org.`);
}

/** Nothing to do when what is installed is what the lock file names: compared by content, as git does not keep times. */
function installDependencies() {
  const missing = firstMissingPackage();
  if (!missing) return;
  console.log(`Installing dependencies (${missing}) …`);
  try {
    npm('ci');
  } catch (error) {
    if (!String(error.stderr).includes('EUSAGE')) stop(`npm ci failed:\n${error.stderr}`);
    console.log('npm ci refuses the lock file, so `npm install` is used: run `node scripts/completeLock.mjs`.');
    npm('install', '--no-save');
  }
}

function firstMissingPackage() {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  if (!wanted) stop('package-lock.json is missing: this is not a whole copy of Muster.');
  if (!present) return 'the first time, about a minute';
  for (const [path, { version, link, optional }] of Object.entries(wanted)) {
    const ours = !path.startsWith('node_modules/') || link;
    if (!ours && !optional && present[path]?.version !== version) return `${path} ${version} is new`;
  }
  return null;
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch {
    return null; // absent or cut off: both mean "install"
  }
}

/** The tools that build are development dependencies, wanted even where NODE_ENV says production. */
function npm(...args) {
  const [command, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], maxBuffer: 2 ** 26 };
  execFileSync(command, [...first, ...args, '--include=dev', '--no-audit', '--no-fund'], options);
}

async function built(main) {
  build();
  await import(join(root, 'scripts/dist', main));
}

/** Incremental: half a second when nothing changed. */
function build() {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/@typescript/native/bin/tsc'), '-b'], { cwd: root });
  } catch (error) {
    stop(`The build failed:\n${error.stdout}${error.stderr}`);
  }
  try {
    buildPortal();
  } catch (error) {
    stop(`The build of the portal failed: ${error.message}`);
  }
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
