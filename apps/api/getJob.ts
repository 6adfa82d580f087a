import { jobView, matchesEtag, retryAfter, type routes } from '@muster/contract';
import { isTerminal } from '@muster/domain';
import type { Response } from 'express';
import type { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { JobWatch, Sight } from './watchJobs.ts';

type Query = z.output<typeof routes.getJob.query>;

/** Answers with the job as it is, or with `wait` once it is not what the caller knows any more. */
export function getJob({ clock }: Pick<ApiPorts, 'clock'>, watch: JobWatch) {
  return async ({ caller, id, query, request, response }: Ask<Query>): Promise<void> => {
    const known = request.headers['if-none-match'];
    const seen = await watch.see(caller.accountId, id);
    const isNews = isTerminal(seen.job.state) || (known !== undefined && !matchesEtag(known, seen.etag));
    const { job, progress, seenAt, etag } =
      query.wait === undefined || isNews ? seen : await nextSight(watch, seen, caller.keyId, query.wait, response);
    const seconds = retryAfter(job, clock());
    response.set('ETag', etag);
    if (seconds !== null) response.set('Retry-After', String(seconds));
    if (matchesEtag(known, etag)) response.status(304).end();
    else response.json(jobView(job, progress, seenAt));
  };
}

/** What comes after `seen`; or `seen` itself when the time is over, the watch is closed or nobody is left to be answered. */
async function nextSight(
  watch: JobWatch,
  seen: Sight,
  keyId: string,
  seconds: number,
  response: Response,
): Promise<Sight> {
  let settle: (sight: Sight | null) => void = () => undefined;
  const next = new Promise<Sight | null>((resolve) => (settle = resolve));
  const { stop } = watch.follow(seen, { keyId, onSight: settle });
  const timer = setTimeout(settle, seconds * 1_000, null);
  const hangUp = (): void => settle(null);
  response.once('close', hangUp);
  try {
    return (await next) ?? seen;
  } finally {
    stop();
    clearTimeout(timer);
    response.off('close', hangUp);
  }
}
