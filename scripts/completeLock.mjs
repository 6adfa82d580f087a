/**
 * Completes package-lock.json: a registry that lacks packages for other platforms makes npm leave them out of the
 * lock, and `npm ci` then refuses it (EUSAGE). Adds each missing optional platform package with the version its
 * parent asks for. Run after every change of the lock file; `--check` only says whether it is complete.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const lockFile = join(dirname(fileURLToPath(import.meta.url)), '../package-lock.json');
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const lock = JSON.parse(readFileSync(lockFile, 'utf8'));
const missing = missingPackages(lock.packages);
const hosts = Object.entries(lock.packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));

if (!process.argv.includes('--check')) {
  complete();
} else if (missing.length > 0 || hosts.length > 0) {
  for (const { path } of missing) console.error(`package-lock.json lacks ${path}`);
  for (const [path] of hosts) console.error(`package-lock.json names a registry host for ${path}`);
  console.error('Run `node scripts/completeLock.mjs`.');
  process.exitCode = 1;
}

function complete() {
  for (const { path, entry } of missing) lock.packages[path] = entry;
  for (const [path] of hosts) delete lock.packages[path].resolved;
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} packages added, ${hosts.length} registry addresses removed`);
}

function missingPackages(packages) {
  const found = new Map();
  for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      if (packages[path] || packages[`${parent}/${path}`] || found.has(path)) continue;
      const { os, ...rest } = platformOf(name);
      // In the order in which npm writes them, or the next install would shuffle the file.
      found.set(path, { path, entry: { version, ...rest, ...(dev && { dev }), optional: true, os } });
    }
  }
  return [...found.values()];
}

/** Read off the name: `@swc/core-linux-arm64-musl` is for Linux on arm64 with musl. `eabi` and `gnueabihf` are kinds of arm. */
function platformOf(name) {
  const words = name.split(/[-/.]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const musl = words.some((word) => word.startsWith('musl'));
  const gnu = words.some((word) => word.startsWith('gnu'));
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: which platform is that for?`);
  if (os[0] !== 'linux' || musl === gnu) return { os, cpu };
  return { os, cpu, libc: [musl ? 'musl' : 'glibc'] };
}
