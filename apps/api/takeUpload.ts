import { Problem, type routes } from '@muster/contract';
import { isId, type UploadKind } from '@muster/domain';
import { receiveJob } from '@muster/jobs';
import { applyTime } from './applyTime.ts';
import type { z } from 'zod';
import { abandon } from './abandon.ts';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { acceptedJob, type Created } from './created.ts';
import { hashWhole } from './hashed.ts';
import type { AnnouncedUpload } from './inspectUpload.ts';
import type { Claim } from './once.ts';
import { requestIdOf } from './requestId.ts';
import { receiveUpload, type ReceivedFile, type StoreFile } from './receiveUpload.ts';

type Options = z.output<typeof routes.importUsers.query> & Partial<z.output<typeof routes.updateUsers.query>>;
type Upload = Ask<Options, AnnouncedUpload>;

/** Answers 202 once the file and its job are durable. Whatever goes wrong before leaves nothing behind. */
export function takeUpload(ports: ApiPorts, settings: ApiSettings, kind: UploadKind) {
  return async (ask: Upload, { jobId, confirm }: Claim): Promise<Created> => {
    const { caller, query } = ask;
    const applyAt = applyTime(query, ports.clock());
    refuseSecondName(ask);
    await requireParent(ports, ask);
    const reception = await receiveJob(
      ports,
      {
        id: jobId,
        caller,
        requestId: requestIdOf(ask.response),
        detail: {},
        kind,
        mode: query.mode,
        listMode: query.listMode ?? 'replace',
        encoding: query.encoding ?? null,
        parentJobId: query.parentJobId ?? null,
        applyAt,
      },
      settings,
    );
    const store: StoreFile = (body, signal) => reception.store(body, signal);
    const receive = async (): Promise<ReceivedFile> => {
      const received = await receiveUpload(ask, query.filename, store);
      await confirm(received.stored.sha256);
      return received;
    };
    const received = await receive().catch(async (cause: unknown) => {
      await abandon(ports, reception);
      throw cause;
    });
    // From here on the job may be durable whatever we hear: nobody but the sweeper may take it back.
    return acceptedJob(ports, await reception.accept(received.fileName, received.stored));
  };
}

/** The hash of the file in an upload that is stored nowhere. */
export async function hashUpload(ask: Upload): Promise<string> {
  const { stored } = await receiveUpload(ask, ask.query.filename, hashWhole);
  return stored.sha256;
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
