import { matchesEtag, offers, Problem, type routes } from '@muster/contract';
import { changeHeader, changeRows, Fault, type Change, type Job } from '@muster/domain';
import { exportKey, reportKey, sourceKey } from '@muster/jobs';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { findJob, requireFiles } from './jobAnswers.ts';
import { requestedRange } from './requestedRange.ts';
import { requireWasRead } from './requireWasRead.ts';
import { sendCsv } from './sendCsv.ts';

type Query<Name extends keyof typeof routes> = z.output<(typeof routes)[Name]['query']>;

export function getSource(ports: ApiPorts) {
  return async ({ caller, id, request, response }: Ask<Query<'getSource'>>): Promise<void> => {
    const job = await findJob(ports, caller.accountId, id);
    if (job.file === null || job.kind === 'export-users') {
      throw new Problem('not_found', 'This job has no uploaded file.');
    }
    const { name, bytes, encoding } = job.file;
    const contentType = `text/csv; ${encoding === null ? '' : `charset=${encoding}; `}header=present`;
    const body = await keptFile(ports, job, sourceKey(job));
    await sendCsv(request, response, { fileName: name, body, bytes, contentType });
  };
}

export function getErrorReport(ports: ApiPorts) {
  return async ({ caller, id, query, request, response }: Ask<Query<'getErrorReport'>>): Promise<void> => {
    const job = await findJob(ports, caller.accountId, id);
    requireWasRead(job);
    if (!offers(job, 'errorReport')) throw new Problem('no_issues', `The job is ${job.state} and has no issues.`);
    const body = await keptFile(ports, job, reportKey(job, query.rows));
    await sendCsv(request, response, { fileName: `${id}-errors.csv`, body });
  };
}

export function getResult(ports: ApiPorts) {
  return async ({ caller, id, request, response }: Ask<Query<'getResult'>>): Promise<void> => {
    const job = await findJob(ports, caller.accountId, id);
    requireWasRead(job);
    if (job.state === 'applying') throw new Problem('not_ready', 'The plan is being applied.', { state: job.state });
    if (!offers(job, 'result')) throw new Problem('no_result', `The job is ${job.state} and changed nothing.`);
    if (job.kind === 'export-users') return sendExport(ports, job, request, response);
    const cells = changedCells(ports.changes.stream(id, job.epoch, 500));
    const body = ports.writeCsv(cells, { delimiter: ',' });
    await sendCsv(request, response, { fileName: `${id}-changes.csv`, body });
  };
}

/** The export file, whole or in part: a download that broke off goes on where it stopped. */
async function sendExport(ports: ApiPorts, job: Job, request: Request, response: Response): Promise<void> {
  if (job.file === null) throw new Fault('source_missing', { retry: false, message: `${job.id} has no file` });
  const { name, bytes, sha256 } = job.file;
  requireFiles(ports, job);
  const etag = `"${sha256}"`;
  const range = requestedRange(request, response, { bytes, etag });
  response.set({ ETag: etag, 'Accept-Ranges': 'bytes' });
  if (matchesEtag(request.headers['if-none-match'], etag)) {
    response.status(304).end();
    return;
  }
  const body = await ports.files.get(exportKey(job), range ?? undefined);
  if (body === null) throw new Fault('source_missing', { retry: false, message: `${job.id} has lost its file` });
  if (range !== null) {
    response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
  }
  const length = range === null ? bytes : range.end - range.start + 1;
  await sendCsv(request, response, { fileName: name, body, bytes: length });
}

/** @throws Problem `expired` after the day its job's files go. */
async function keptFile(ports: ApiPorts, job: Job, key: string): Promise<AsyncIterable<Uint8Array>> {
  requireFiles(ports, job);
  const body = await ports.files.get(key);
  if (body === null) throw new Fault('source_missing', { retry: false, message: `${key} is not in the file store` });
  return body;
}

async function* changedCells(batches: AsyncIterable<Change[]>): AsyncIterable<readonly string[]> {
  yield changeHeader;
  for await (const changes of batches) yield* changes.flatMap(changeRows);
}
