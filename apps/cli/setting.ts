import type { Client } from './client.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets: where it writes, the server once it needs it, and how its work becomes the exit code. */
export type Setting = {
  terminal: Terminal;
  client: () => Promise<Client>;
  login: (given: { url?: string; key?: string }) => Promise<number>;
  /** Runs the work of a command; what it returns is the exit code. */
  run: (work: Promise<number>) => Promise<void>;
};
