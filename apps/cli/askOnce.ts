import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes } from './exitCodes.ts';
import { isStop, type Stop } from './stop.ts';
import { note, type Terminal } from './terminal.ts';

/** Seconds before each further attempt; a server that is started anew is back by then. */
const delays = [1, 2, 4, 8];

/**
 * Asks for something to be made, under a key of its own (Idempotency-Key), and again while the server is away or has no
 * answer yet: it is made once, whatever was lost on the way.
 */
export async function askOnce<T>(terminal: Terminal, ask: (key: string) => Promise<T>): Promise<T> {
  const key = randomUUID();
  for (const [attempt, seconds] of delays.entries()) {
    try {
      return await ask(key);
    } catch (thrown) {
      if (!isStop(thrown) || !mayPass(thrown)) throw thrown;
      if (attempt === 0) note(terminal, `${thrown.message} Trying again …`);
      await sleep((thrown.retryAfter ?? seconds) * 1_000, undefined, { signal: terminal.interrupted });
    }
  }
  return ask(key);
}

/** The server is away; or it says when to ask again. */
function mayPass({ exitCode, retryAfter }: Stop): boolean {
  return exitCode === exitCodes.unavailable || retryAfter !== null;
}
