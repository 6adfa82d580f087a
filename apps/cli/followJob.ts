import { setTimeout as sleep } from 'node:timers/promises';
import { routes, type JobView } from '@muster/contract';
import type { Client } from './client.ts';
import { exitCodes } from './exitCodes.ts';
import { stepOf } from './jobStep.ts';
import { openProgress } from './progressDisplay.ts';
import { isStop, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** How long the server may hold an answer back while nothing changes. */
const waitSeconds = '20';

/** Seconds between two attempts to reach a server that is away, and how many attempts there are. */
const away = { seconds: 2, attempts: 60 };

/**
 * Watches a job until it has ended or waits for somebody. A server that is away for a while is waited for: the job is
 * not lost.
 */
export async function followJob(terminal: Terminal, client: Client, id: string): Promise<JobView> {
  const progress = openProgress(terminal);
  const look = patient(watch(client, id), terminal, (sentence) => progress.say(sentence));
  try {
    for (;;) {
      const job = await look();
      if (job === null) continue;
      if (isSettled(job)) return job;
      progress.show(stepOf(job));
    }
  } catch (thrown) {
    if (!terminal.interrupted.aborted) throw thrown;
    const next = `muster status ${id} --watch, or muster cancel ${id}`;
    throw new Stop(exitCodes.interrupted, `The job goes on without you: ${next}.`);
  } finally {
    progress.end();
  }
}

/** Looks, and from the second time on returns at the next change; null: there was none for a while. */
type Look = () => Promise<JobView | null>;

function watch(client: Client, id: string): Look {
  const last: { etag: string | null; wait: string | undefined } = { etag: null, wait: undefined };
  return async () => {
    const response = await client.send(routes.getJob, { id, query: { wait: last.wait }, ifNoneMatch: last.etag });
    last.wait = waitSeconds;
    if (response.status === 304) return null;
    last.etag = response.headers.get('etag');
    return client.read(response, routes.getJob.answer);
  };
}

function patient(look: Look, { interrupted }: Terminal, say: (sentence: string) => void): Look {
  const failed = { attempts: 0 };
  return async () => {
    try {
      const seen = await look();
      failed.attempts = 0;
      return seen;
    } catch (thrown) {
      failed.attempts += 1;
      const mayPass = isStop(thrown) && thrown.exitCode === exitCodes.unavailable;
      if (!mayPass || failed.attempts > away.attempts) throw thrown;
      if (failed.attempts === 1) say(`${thrown.message} Trying again …`);
      await sleep((thrown.retryAfter ?? away.seconds) * 1_000, undefined, { signal: interrupted });
      return null;
    }
  };
}

/** Nothing more happens by itself, or not soon. */
export function isSettled({ state, finishedAt }: JobView): boolean {
  return finishedAt !== null || state === 'awaiting_confirmation' || state === 'scheduled';
}
