import { isPastUndo, jobEtag, jobView, matchesEtag, offers, Problem, type routes } from '@muster/contract';
import { exportColumns, type Job } from '@muster/domain';
import { asUploadJob, confirmJob, fixedUpload, receiveJob, submitExport, submitUndo } from '@muster/jobs';
import type { z } from 'zod';
import { abandon } from './abandon.ts';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { actorOf } from './auditEntry.ts';
import { acceptedJob, type Created } from './created.ts';
import { findJob, requireFiles } from './jobAnswers.ts';
import type { Claim } from './once.ts';
import { wrongInput } from './parseInput.ts';
import { requestIdOf } from './requestId.ts';

type Query<Name extends keyof typeof routes> = z.output<(typeof routes)[Name]['query']>;

export function exportUsers(ports: ApiPorts, settings: ApiSettings) {
  return async (
    { caller, body, response }: Ask<Query<'exportUsers'>, z.output<typeof routes.exportUsers.body>>,
    { jobId, confirm }: Claim,
  ): Promise<Created> => {
    const { filter, columns = null, delimiter } = body;
    const unknown = (columns ?? []).filter((name) => !exportColumns.includes(name));
    if (unknown.length > 0) {
      const message = `columns: ${JSON.stringify(unknown[0])} is not a column of an export.`;
      throw wrongInput([{ path: 'columns', message }]);
    }
    await confirm();
    const asked = { id: jobId, order: { filter, columns, delimiter } };
    return acceptedJob(ports, await submitExport(ports, { caller, requestId: requestIdOf(response) }, asked, settings));
  };
}

export function confirm(ports: ApiPorts, settings: ApiSettings) {
  return async (ask: Ask<Query<'confirmJob'>>): Promise<void> => {
    const { caller, id, request, response } = ask;
    const progress = await ports.progress.get(id);
    const job = await findJob(ports, caller.accountId, id);
    const seen = request.headers['if-match'];
    if (seen !== undefined && seen !== '*' && !matchesEtag(seen, jobEtag(job, progress, ports.clock()))) {
      throw new Problem('version_mismatch', 'The job is not the one you have seen any more: look at it again.');
    }
    if (!offers(job, 'confirm')) throw notNow(job, 'waits for no confirmation');
    const confirmed = await confirmJob(ports, actorOf(ask), job, settings);
    if (confirmed === null) throw notNow(await findJob(ports, caller.accountId, id), 'changed in this very moment');
    response.json(jobView(confirmed, null, ports.clock()));
  };
}

export function undo(ports: ApiPorts, settings: ApiSettings) {
  return async (
    { caller, id, query, response }: Ask<Query<'undoJob'>>,
    { jobId, confirm }: Claim,
  ): Promise<Created> => {
    const job = await findJob(ports, caller.accountId, id);
    const { undoUntil } = job;
    if (undoUntil !== null && isPastUndo(job, ports.clock())) {
      throw new Problem('expired', 'It is too late to undo this job.', { expiredAt: undoUntil.toISOString() });
    }
    if (!offers(job, 'undo')) throw notNow(job, job.undoneBy === null ? 'cannot be undone' : 'is undone already');
    if ((await ports.jobs.openUndo(caller.accountId, id)) !== null) throw notNow(job, 'is being undone already');
    await confirm();
    const asked = { id: jobId, parentJobId: job.id, onConflict: query.onConflict };
    return acceptedJob(ports, await submitUndo(ports, { caller, requestId: requestIdOf(response) }, asked, settings));
  };
}

export function fix(ports: ApiPorts, settings: ApiSettings) {
  return async (
    { caller, id, body, response }: Ask<Query<'fixJob'>, z.output<typeof routes.fixJob.body>>,
    { jobId, confirm }: Claim,
  ): Promise<Created> => {
    const job = await findJob(ports, caller.accountId, id);
    if (job.kind === 'export-users' || job.kind === 'undo-job' || job.file === null) throw notNow(job, 'has no file');
    requireFiles(ports, job);
    if (!offers(job, 'fix')) throw notNow(job, 'has nothing to be fixed');
    const { kind, mode, listMode, applyAt } = job;
    const asked = { id: jobId, kind, mode, listMode, applyAt, encoding: null, parentJobId: job.id };
    const reception = await receiveJob(
      ports,
      { ...asked, caller, requestId: requestIdOf(response), detail: { replacements: body.replacements } },
      settings,
    );
    const corrected = fixedUpload(ports, asUploadJob(job), body.replacements);
    const store = async () => {
      const stored = await reception.store(corrected.bytes, new AbortController().signal);
      if (!corrected.isWhole()) throw notNow(job, 'its file breaks off: upload all of it again');
      await confirm();
      return stored;
    };
    const stored = await store().catch(async (cause: unknown) => {
      await abandon(ports, reception);
      throw cause;
    });
    return acceptedJob(ports, await reception.accept(job.file.name, stored));
  };
}

function notNow({ state }: Job, why: string): Problem {
  return new Problem('invalid_state', `The job is ${state} and ${why}.`, { state });
}
