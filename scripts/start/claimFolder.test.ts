import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLeashed } from '@muster/local/leash';
import { claimFolder } from './claimFolder.ts';

const dir = mkdtempSync(join(tmpdir(), 'muster-claim-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('refuses a folder that has a supervisor, naming its PID', () => {
  const claim = claimFolder(dir);
  expect(() => claimFolder(dir)).toThrow(`in use by another start of Muster (PID ${process.pid})`);
  claim.release();
});

it('takes a folder once its supervisor has released it', () => {
  claimFolder(dir).release();
  claimFolder(dir).release();
});

it('keeps the folder while a child of the supervisor lives', async () => {
  const claim = claimFolder(dir);
  const child = await startLeashed('sleep', ['60'], { hold: claim.hold });
  claim.release();
  expect(() => claimFolder(dir)).toThrow('in use');
  await child.stop(5_000);
  claimFolder(dir).release();
});
