import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { exitCodes } from './exitCodes.ts';
import { failureCode, Stop } from './stop.ts';
import { note, type Terminal } from './terminal.ts';

/**
 * A file to be uploaded: read piece by piece, never held. Name and bytes are null for what comes through a pipe, which can
 * be read once; a file from its beginning every time.
 */
export type Source = { open: () => AsyncIterable<Uint8Array>; bytes: number | null; name: string | null };

/** `-` is standard input. @throws Stop when there is nothing to be read. */
export async function openSource(terminal: Terminal, file: string): Promise<Source> {
  if (file === '-') {
    if (terminal.stdin.isTTY) note(terminal, 'Reading from the keyboard; Ctrl-D ends it.');
    return { open: () => reading(terminal.stdin, 'standard input'), bytes: null, name: null };
  }
  const found = await stat(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  if (found.isDirectory()) throw new Stop(exitCodes.noInput, `${file} is a folder: name the CSV file in it.`);
  const bytes = found.isFile() ? found.size : null;
  return { open: () => reading(createReadStream(file), file), bytes, name: basename(file) };
}

async function* reading(stream: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): Stop {
  const code = failureCode(cause);
  return new Stop(exitCodes.noInput, `${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}.`);
}
