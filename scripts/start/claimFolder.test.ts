import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLeashed } from '@muster/local/leash';
import { claimFolder, type FolderClaim } from './claimFolder.ts';

const dir = mkdtempSync(join(tmpdir(), 'muster-claim-'));
const claim = (folder: string): FolderClaim => claimFolder(folder, () => undefined);
afterAll(() => rmSync(dir, { recursive: true }));

it('refuses a folder that has a supervisor, naming its PID', () => {
  const claimed = claim(dir);
  expect(() => claim(dir)).toThrow(`in use by another start of Muster (PID ${process.pid})`);
  claimed.release();
});

it('takes a folder once its supervisor has released it', () => {
  claim(dir).release();
  claim(dir).release();
});

it('keeps the folder while a child of the supervisor lives', async () => {
  const claimed = claim(dir);
  const child = await startLeashed('sleep', ['60'], { hold: claimed.hold });
  claimed.release();
  expect(() => claim(dir)).toThrow('in use');
  await child.stop(5_000);
  claim(dir).release();
});
