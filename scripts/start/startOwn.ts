import { closeSync } from 'node:fs';
import { startLeashed, type LeashedChild } from '@muster/local/leash';
import { openLogFile } from './logFile.ts';

export type OwnOrder = {
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Where what it says goes. */
  log: string;
  /** The data folder's lock, see `claimFolder`. */
  hold: number;
};

/** Starts a child process of this run: leashed, with its own log, holding the data folder. */
export async function startOwn({ command, args, env, log, hold }: OwnOrder): Promise<LeashedChild> {
  const output = openLogFile(log);
  try {
    return await startLeashed(command, args, { output, hold, ipc: true, ...(env !== undefined && { env }) });
  } finally {
    closeSync(output); // the child has its own copy
  }
}
