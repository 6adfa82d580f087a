import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { developmentPepper } from '@muster/adapters/process';
import { z } from 'zod';

const runFile = z.object({ url: z.string(), urls: z.object({ mongo: z.string() }) });

/** `url`: where it is reached, if it runs from here. */
export type Installation = { mongoUri: string; pepper: string; url: string | null };

/**
 * Where the accounts are, and what keys are hashed with: the database that was named, else the Muster that runs.
 * @throws Error in one sentence when neither is there.
 */
export function findInstallation(env: NodeJS.ProcessEnv): Installation {
  const dataDir = resolve(env['MUSTER_DATA_DIR'] ?? '.muster');
  const pepper = env['MUSTER_KEY_PEPPER'] ?? textOf(join(dataDir, 'pepper')) ?? developmentPepper;
  const named = env['MONGODB_URI'];
  if (named !== undefined) return { mongoUri: named, pepper, url: null };
  const running = textOf(join(dataDir, 'run.json'));
  if (running === null) throw new Error(`Muster does not run from ${dataDir}: start it, or set MONGODB_URI.`);
  const { url, urls } = runFile.parse(JSON.parse(running));
  return { mongoUri: urls.mongo, pepper, url };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // there is none
  }
}
