import { jobView } from '@muster/contract';
import { isTerminal } from '@muster/domain';
import type { Ask } from './ask.ts';
import { openEventStream } from './eventStream.ts';
import type { JobWatch, Sight } from './watchJobs.ts';

/** The job as it is, and again with every change, until it has ended. Whoever has seen its end is told to stop asking. */
export function followJob(watch: JobWatch) {
  return async ({ caller, id, request, response }: Ask<Record<string, never>>): Promise<void> => {
    const seen = await watch.see(caller.accountId, id);
    if (isTerminal(seen.job.state) && request.headers['last-event-id'] === eventId(seen)) {
      response.status(204).end();
      return;
    }
    if (request.method === 'HEAD' || isTerminal(seen.job.state)) {
      openEventStream(response).end(asEvent(seen));
      return;
    }
    const { stop } = watch.follow(seen, {
      keyId: caller.keyId,
      onSight: (sight) => {
        if (sight === null) stream.end();
        else if (isTerminal(sight.job.state)) stream.end(asEvent(sight));
        else stream.send(asEvent(sight));
      },
    });
    response.once('close', stop);
    const stream = openEventStream(response);
    stream.send(asEvent(seen));
  };
}

function asEvent(sight: Sight): { id: string; name: string; data: unknown } {
  return { id: eventId(sight), name: 'job', data: jobView(sight.job, sight.progress, sight.seenAt) };
}

function eventId({ etag }: Sight): string {
  return etag.replaceAll('"', '');
}
