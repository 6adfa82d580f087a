import type { Ending } from '@muster/local/leash';

/** The database or the Redis of this run: ours (a child process), or one that was given to us. */
export type Service = {
  /** As a person reads it: `MongoDB at …`. */
  title: string;
  uri: string;
  /** Null when it is not ours. */
  own: { pid: number; port: number; ended: Promise<Ending>; stop: () => Promise<void> } | null;
};

/** Why a process is gone, for the end of a sentence. */
export function describeEnding({ code, signal }: Ending): string {
  if (signal !== null) return `killed by ${signal}`;
  return code === null ? 'could not be started' : `exit code ${code}`;
}
