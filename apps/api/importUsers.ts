import { jobView, Problem, retryAfter, type routes } from '@muster/contract';
import { isId } from '@muster/domain';
import { receiveJob, type Reception } from '@muster/jobs';
import type { z } from 'zod';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { AnnouncedUpload } from './inspectUpload.ts';
import { receiveUpload, type StoreFile } from './receiveUpload.ts';

type Upload = Ask<z.output<typeof routes.importUsers.query>, AnnouncedUpload>;

/** Answers 202 once the file and its job are durable. Whatever goes wrong before leaves nothing behind. */
export function importUsers(ports: ApiPorts, settings: ApiSettings): (ask: Upload) => Promise<void> {
  return async (ask) => {
    const { caller, query, response } = ask;
    refuseSecondName(ask);
    await requireParent(ports, ask);
    const reception = await receiveJob(
      ports,
      {
        caller,
        kind: 'import-users',
        mode: query.mode,
        listMode: 'replace',
        encoding: query.encoding ?? null,
        parentJobId: query.parentJobId ?? null,
        applyAt: null,
      },
      settings,
    );
    const store: StoreFile = (body, signal) => reception.store(body, signal);
    const received = await receiveUpload(ask, query.filename, store).catch(async (cause: unknown) => {
      await abandon(ports, reception);
      throw cause;
    });
    // From here on the job may be durable whatever we hear: nobody but the sweeper may take it back.
    const job = await reception.accept(received.fileName, received.stored);
    response
      .status(202)
      .location(`/v1/jobs/${job.id}`)
      .set('Retry-After', String(retryAfter(job, ports.clock()) ?? 1));
    response.json(jobView(job, null));
  };
}

/** What cannot be removed now, the sweeper removes later: the caller is told what went wrong first. */
async function abandon({ log }: ApiPorts, reception: Reception): Promise<void> {
  await reception.abandon().catch((err: unknown) => {
    log.warn({ err, jobId: reception.job.id }, 'could not remove a refused upload; the sweeper will');
  });
}

function refuseSecondName({ body, query }: Upload): void {
  if (body.form === 'raw' || query.filename === undefined) return;
  const message = 'filename: a form names its file itself; this option is for a text/csv body.';
  throw new Problem('invalid_request', message, { errors: [{ path: 'filename', code: 'invalid_value', message }] });
}

async function requireParent({ jobs }: ApiPorts, { caller, query }: Upload): Promise<void> {
  const { parentJobId } = query;
  if (parentJobId === undefined) return;
  const parent = isId('job', parentJobId) ? await jobs.get(caller.accountId, parentJobId) : null;
  if (parent !== null && parent.state !== 'receiving') return;
  const message = 'parentJobId: there is no such job.';
  throw new Problem('invalid_request', message, { errors: [{ path: 'parentJobId', code: 'invalid_value', message }] });
}
