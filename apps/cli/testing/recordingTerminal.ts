import { PassThrough, Readable } from 'node:stream';
import type { Terminal } from '../terminal.ts';

/** A terminal that nobody watches: what was written to it can be read, and Ctrl-C be pressed. */
export function recordingTerminal() {
  const ctrlC = new AbortController();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const terminal: Terminal = { stdin: Readable.from([]), stdout, stderr, interrupted: ctrlC.signal };
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { terminal, ctrlC, out: () => text(stdout), err: () => text(stderr) };
}
