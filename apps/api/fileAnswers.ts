import { offers, Problem, type routes } from '@muster/contract';
import { changeHeader, changeRows, Fault, type Change, type Job } from '@muster/domain';
import { reportKey, sourceKey } from '@muster/jobs';
import type { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { findJob } from './jobAnswers.ts';
import { requireWasRead } from './requireWasRead.ts';
import { sendCsv } from './sendCsv.ts';

type Query<Name extends keyof typeof routes> = z.output<(typeof routes)[Name]['query']>;

export function getSource(ports: ApiPorts) {
  return async ({ caller, id, request, response }: Ask<Query<'getSource'>>): Promise<void> => {
    const job = await findJob(ports, caller.accountId, id);
    if (job.file === null) throw new Problem('not_found', 'This job has no uploaded file.');
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
    const cells = changedCells(ports.changes.stream(id, job.epoch, 500));
    const body = ports.writeCsv(cells, { delimiter: ',' });
    await sendCsv(request, response, { fileName: `${id}-changes.csv`, body });
  };
}

/** @throws Problem `expired` after the day its job's files go. */
async function keptFile(ports: ApiPorts, job: Job, key: string): Promise<AsyncIterable<Uint8Array>> {
  const { expiresAt } = job;
  if (expiresAt !== null && expiresAt <= ports.clock()) {
    throw new Problem('expired', 'The files of this job are gone.', { expiredAt: expiresAt.toISOString() });
  }
  const body = await ports.files.get(key);
  if (body === null) throw new Fault('source_missing', { retry: false, message: `${key} is not in the file store` });
  return body;
}

async function* changedCells(batches: AsyncIterable<Change[]>): AsyncIterable<readonly string[]> {
  yield changeHeader;
  for await (const changes of batches) yield* changes.flatMap(changeRows);
}
