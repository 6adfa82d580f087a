import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLeashed } from '@muster/local/leash';
import { until } from '../until/index.ts';

/** A real S3 server, empty but for what other tests put there: make a bucket of your own. */
export type S3Server = {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  stop(): Promise<void>;
};

/**
 * Why there can be no S3 server here; null when there can. Tests that need one are skipped with this reason in their
 * name, unless MUSTER_REQUIRE_S3=1 wants them to fail instead.
 */
export function whyNoRadosgw(): string | null {
  if (process.env['TEST_S3_ENDPOINT'] !== undefined || process.env['MUSTER_REQUIRE_S3'] === '1') return null;
  if (isOnPath('radosgw') && isOnPath('ceph-osd')) return null;
  if (!isOnPath('apt-get')) return 'radosgw is not installed, and this is not Debian';
  return process.getuid?.() === 0 ? null : 'radosgw is not installed, and only root can install it';
}

/**
 * The server that TEST_S3_ENDPOINT (with TEST_S3_REGION, TEST_S3_ACCESS_KEY_ID, TEST_S3_SECRET_ACCESS_KEY) names, else
 * a Ceph radosgw of our own, installed if need be, which ends with `stop` or with this process, whichever is first.
 */
export async function startRadosgw(): Promise<S3Server> {
  const endpoint = process.env['TEST_S3_ENDPOINT'];
  if (endpoint !== undefined) return { ...connectionFrom(process.env, 'TEST_'), stop: () => Promise.resolve() };

  const dir = await mkdtemp(join(tmpdir(), 'radosgw-'));
  const output = openSync(join(dir, 'start.log'), 'w');
  const child = await startLeashed('bash', [script, 'hold', join(dir, 'ceph')], { output });
  closeSync(output);
  let hasEnded = false;
  void child.ended.then(() => (hasEnded = true));
  const outcome = await until(() => (hasEnded ? 'ended' : existsSync(join(dir, 'ceph/s3.env')) ? 'up' : null), {
    timeoutMs: 170_000,
    everyMs: 200,
    what: `radosgw (see ${dir})`,
  });
  if (outcome === 'ended') throw new Error(`radosgw did not start: ${await readFile(join(dir, 'start.log'), 'utf8')}`);
  const variables = await readFile(join(dir, 'ceph/s3.env'), 'utf8');
  return {
    ...connectionFrom(Object.fromEntries(variables.trim().split('\n').map(nameAndValue)), ''),
    async stop() {
      await child.stop(20_000);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const script = fileURLToPath(new URL('../../../scripts/radosgw.sh', import.meta.url));

function connectionFrom(variables: Record<string, string | undefined>, before: string): Omit<S3Server, 'stop'> {
  return {
    endpoint: variables[`${before}S3_ENDPOINT`] ?? '',
    region: variables[`${before}S3_REGION`] ?? 'us-east-1',
    credentials: {
      accessKeyId: variables[`${before}S3_ACCESS_KEY_ID`] ?? '',
      secretAccessKey: variables[`${before}S3_SECRET_ACCESS_KEY`] ?? '',
    },
  };
}

function nameAndValue(line: string): [name: string, value: string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
