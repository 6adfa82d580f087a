import { canInstallPackages, installPackages, isOnPath } from '@muster/local/debian';
import { ensureRedisServer } from '@muster/local/redis';
import { installChromium } from './installChromium.ts';

const s3Packages = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-mgr', 'ceph-common'];

/**
 * Redis and a browser, without which nothing can be tested, and Ceph radosgw, the S3 server of the tests.
 * @throws Error in one sentence when one of the two is missing, or S3 is while MUSTER_REQUIRE_S3 asks for it.
 */
export function installTestNeeds(say: (sentence: string) => void): void {
  ensureRedisServer(say);
  installChromium(say);
  if (isOnPath('radosgw') && isOnPath('ceph-osd')) return;
  const failure = canInstallPackages() ? installS3(say) : 'that takes root on Debian';
  if (failure === null) return;
  const sentence = `No S3 server to test with: ${s3Packages.join(', ')} could not be installed (${failure}).`;
  if (process.env['MUSTER_REQUIRE_S3'] === '1') throw new Error(sentence);
  say(`${sentence} The S3 suites are skipped.`);
}

function installS3(say: (sentence: string) => void): string | null {
  say('Installing Ceph radosgw, the S3 server of the tests …');
  return installPackages(...s3Packages);
}
