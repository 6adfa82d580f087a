import type { JobView } from '@muster/contract';
import { ask } from './ask.ts';
import { problemOf, unreachable, type Problem } from './problemOf.ts';

type Follower = { onJob: (job: JobView) => void; onProblem: (problem: Problem) => void };

/** A stream that has said nothing for so long is held up by somebody in between. */
const silenceMs = 10_000;
const pauseMs = 2_000;

/**
 * Tells of a job until it has ended: by its events, which the browser resumes by itself where they broke off; where
 * they cannot be had, by asking now and then.
 * @returns what stops it.
 */
export function followJob(id: string, follower: Follower): () => void {
  const stopped = new AbortController();
  const source = new EventSource(`/v1/jobs/${encodeURIComponent(id)}/events`);
  const silence = setTimeout(askInstead, silenceMs);
  source.addEventListener('job', ({ data }: MessageEvent<string>) => {
    clearTimeout(silence);
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the API that serves the portal is of its version
    const job = JSON.parse(data) as JobView;
    follower.onJob(job);
    if (hasEnded(job)) stop();
  });
  source.addEventListener('error', () => {
    // CLOSED is the answer to a refusal; while it is CONNECTING the browser tries again by itself, and hears of the job first.
    if (source.readyState === EventSource.CLOSED) askInstead();
    else follower.onProblem(unreachable());
  });
  return stop;

  function askInstead(): void {
    clearTimeout(silence);
    source.close();
    void poll(id, follower, stopped.signal);
  }

  function stop(): void {
    clearTimeout(silence);
    source.close();
    stopped.abort();
  }
}

export function hasEnded(job: JobView): boolean {
  return job.finishedAt !== null;
}

async function poll(id: string, { onJob, onProblem }: Follower, signal: AbortSignal): Promise<void> {
  const isStopped = () => signal.aborted;
  while (!isStopped()) {
    try {
      const job = await ask('GET /v1/jobs/{id}', { id, signal });
      if (isStopped()) return;
      onJob(job);
      if (hasEnded(job)) return;
    } catch (error) {
      if (isStopped()) return;
      const problem = problemOf(error);
      onProblem(problem);
      if (problem.status >= 400 && problem.status < 500) return;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
