import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { developmentPepper } from '@muster/adapters/process';
import { z } from 'zod';

const runFile = z.object({ urls: z.object({ mongo: z.string() }) });

/**
 * Where the accounts are, and what keys are hashed with: the database that was named, else the Muster that runs.
 * @throws Error in one sentence when neither is there.
 */
export function findInstallation(env: NodeJS.ProcessEnv): { mongoUri: string; pepper: string } {
  const dataDir = resolve(env['MUSTER_DATA_DIR'] ?? '.muster');
  const pepper = env['MUSTER_KEY_PEPPER'] ?? textOf(join(dataDir, 'pepper')) ?? developmentPepper;
  const named = env['MONGODB_URI'];
  if (named !== undefined) return { mongoUri: named, pepper };
  const running = textOf(join(dataDir, 'run.json'));
  if (running === null) throw new Error(`Muster does not run from ${dataDir}: start it, or set MONGODB_URI.`);
  return { mongoUri: runFile.parse(JSON.parse(running)).urls.mongo, pepper };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // there is none
  }
}
