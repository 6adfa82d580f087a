import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callerRoles } from '@muster/domain';
import { z } from 'zod';
import { writeWhole } from './writeWhole.ts';

const id = z.string().min(1);
const demoAccount = z.object({
  id,
  name: z.string(),
  /** The user the admin key belongs to. */
  adminUserId: id,
  keys: z.record(z.enum(callerRoles), z.string()),
});
const demoFile = z.object({ url: z.string(), accounts: z.array(demoAccount) });

export type DemoAccount = z.infer<typeof demoAccount>;
/** `demo.json`: what a person or a test needs to begin. Its keys are secret, so it is readable by its owner only. */
export type DemoFile = z.infer<typeof demoFile>;

/** Null when there is none. @throws Error in one sentence when somebody has spoilt it. */
export function readDemoFile(dataDir: string, name = 'demo.json'): DemoFile | null {
  const path = join(dataDir, name);
  const text = textOf(path);
  if (text === null) return null;
  try {
    return demoFile.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} is not what Muster wrote: put it right or start with another MUSTER_DATA_DIR.`, {
      cause: error,
    });
  }
}

export function writeDemoFile(dataDir: string, demo: DemoFile, name = 'demo.json'): void {
  writeWhole(join(dataDir, name), demo);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
