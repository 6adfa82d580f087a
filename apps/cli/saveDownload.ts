import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { exitCodes } from './exitCodes.ts';
import { failureCode, isStop, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes what is downloaded to a file, or to standard output (`-`), as it comes. The file is there whole or not at all;
 * with `sha256`, it is what the server said it would be.
 */
export async function saveDownload(
  terminal: Terminal,
  response: Response,
  output: string,
  sha256: string | null = null,
): Promise<void> {
  const hash = createHash('sha256');
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of arriving(response)) {
      hash.update(piece);
      yield piece;
    }
    if (sha256 === null || hash.digest('hex') === sha256) return;
    throw new Stop(exitCodes.damaged, 'The download was damaged on its way (its SHA-256 is another one). Try again.');
  };
  if (output === '-') {
    await pipeline(pieces, terminal.stdout, { end: false });
    return;
  }
  const draft = `${output}.part`;
  try {
    // A device or a pipe is written to; only a file is replaced.
    const replaces = await isReplaceable(output);
    await pipeline(pieces, createWriteStream(replaces ? draft : output));
    if (replaces) await rename(draft, output);
  } catch (thrown) {
    await rm(draft, { force: true });
    if (isStop(thrown)) throw thrown;
    const code = failureCode(thrown);
    const why = code === 'ENOENT' ? 'there is no such folder' : code;
    throw new Stop(exitCodes.cannotWrite, `${output} cannot be written: ${why}.`);
  }
}

async function isReplaceable(output: string): Promise<boolean> {
  const found = await stat(output).catch(() => null); // nothing there yet
  return found === null || found.isFile();
}

async function* arriving({ body, url }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body;
  } catch (cause) {
    throw new Stop(
      exitCodes.unavailable,
      `The download from ${new URL(url).origin} was cut off (${failureCode(cause)}).`,
    );
  }
}
