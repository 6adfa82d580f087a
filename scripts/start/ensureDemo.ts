import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoAccount, DemoFile } from './demoFile.ts';
import { readDemoFile, writeDemoFile } from './demoFile.ts';
import type { Service } from './service.ts';

/** The demo accounts as they will be: written down before the database hears of them, so that a start that is killed in between is finished by the next one. */
const draft = 'demo.draft.json';

type DemoOrder = { dataDir: string; database: Service; pepper: string; say: (sentence: string) => void };

/** The demo of this data folder; the first start makes it. */
export async function ensureDemo({ dataDir, database, pepper, say }: DemoOrder): Promise<DemoAccount[]> {
  const written = readDemoFile(dataDir);
  // Our own database lives in the same folder: where the file is, the accounts are.
  if (written !== null && database.own !== null) return written.accounts;
  const { insertDemo, planDemo } = await import('./insertDemo.ts');
  const planned = written ?? readDemoFile(dataDir, draft) ?? planDemo(pepper);
  if (written === null) writeDemoFile(dataDir, planned, draft);
  const made = await insertDemo(database.uri, planned.accounts, pepper);
  if (made.length > 0) say(`Demo      made ${made.map((name) => `“${name}”`).join(' and ')}`);
  return planned.accounts;
}

/** Says where to find them, now that it is known. */
export function finishDemo(dataDir: string, demo: DemoFile): void {
  writeDemoFile(dataDir, demo);
  rmSync(join(dataDir, draft), { force: true });
}
