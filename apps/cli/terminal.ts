import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes: results go to stdout, what happens on the way to stderr, so both can be piped. */
export type Terminal = {
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  /** Somebody pressed Ctrl-C. */
  interrupted: AbortSignal;
};

export function print({ stdout }: Terminal, ...lines: string[]): void {
  for (const line of lines) stdout.write(`${line}\n`);
}

export function note({ stderr }: Terminal, ...lines: string[]): void {
  for (const line of lines) stderr.write(`${line}\n`);
}
