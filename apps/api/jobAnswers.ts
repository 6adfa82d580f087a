import { changeView, formatCursor, jobView, offers, parseCursor, Problem, type routes } from '@muster/contract';
import { isId, type Job } from '@muster/domain';
import { cancelJob } from '@muster/jobs';
import { z } from 'zod';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { actorOf } from './auditEntry.ts';
import { cutPage } from './cutPage.ts';
import { requireWasRead } from './requireWasRead.ts';

type Query<Name extends keyof typeof routes> = z.output<(typeof routes)[Name]['query']>;

export function listJobs({ jobs, progress, clock }: ApiPorts) {
  return async ({ caller, query, response }: Ask<Query<'listJobs'>>): Promise<void> => {
    const { limit, cursor, ...filter } = query;
    const scope = { list: 'jobs', ...filter };
    const after = parseCursor(scope, cursor, z.string());
    const { data, last } = cutPage(await jobs.page(caller.accountId, { ...filter, after, limit: limit + 1 }), limit);
    const reports = new Map(
      (await progress.findMany(data.map(({ id }) => id))).map((report) => [report.jobId, report]),
    );
    const views = data.map((job) => jobView(job, reports.get(job.id) ?? null, clock()));
    response.json({ data: views, nextCursor: last && formatCursor(scope, last.id) });
  };
}

export function cancel(ports: ApiPorts, settings: ApiSettings) {
  return async (ask: Ask<Query<'cancelJob'>>): Promise<void> => {
    const { caller, id, response } = ask;
    const job = await findJob(ports, caller.accountId, id);
    const ended = await cancelJob(ports, actorOf(ask), job, settings);
    if (ended.state !== 'cancelled') {
      throw new Problem('invalid_state', `The job has ended as ${ended.state} and cannot be cancelled.`, {
        state: ended.state,
      });
    }
    response.json(jobView(ended, await ports.progress.get(id), ports.clock()));
  };
}

export function listIssues(ports: ApiPorts) {
  return async ({ caller, id, query, response }: Ask<Query<'listIssues'>>): Promise<void> => {
    const job = await findJob(ports, caller.accountId, id);
    requireWasRead(job);
    const { limit, cursor, group } = query;
    const scope = { list: 'issues', id, group };
    const after = parseCursor(scope, cursor, z.int().min(0)) ?? 0;
    const page = { after, limit: limit + 1 };
    const { data, last } = group
      ? cutPage(await ports.issues.groupsPage(id, job.epoch, page), limit)
      : cutPage(await ports.issues.page(id, job.epoch, page), limit);
    response.json({ data, nextCursor: last && formatCursor(scope, after + limit) });
  };
}

export function listChanges(ports: ApiPorts) {
  return async ({ caller, id, query, response }: Ask<Query<'listChanges'>>): Promise<void> => {
    const job = await findJob(ports, caller.accountId, id);
    requireWasRead(job);
    const { limit, cursor } = query;
    const scope = { list: 'changes', id };
    const afterRow = parseCursor(scope, cursor, z.int().min(0)) ?? 0;
    const planned = offers(job, 'changes')
      ? await ports.changes.page(id, job.epoch, { afterRow, limit: limit + 1 })
      : [];
    const { data, last } = cutPage(planned, limit);
    response.json({ data: data.map(changeView), nextCursor: last && formatCursor(scope, last.row) });
  };
}

/** @throws Problem `not_found`: another account's job, one still arriving and none at all look the same. */
export async function findJob({ jobs }: Pick<ApiPorts, 'jobs'>, accountId: string, id: string): Promise<Job> {
  const job = isId('job', id) ? await jobs.get(accountId, id) : null;
  if (job === null || job.state === 'receiving') throw new Problem('not_found', 'There is no such job.');
  return job;
}

/** @throws Problem `expired` after the day the files of the job went. */
export function requireFiles({ clock }: Pick<ApiPorts, 'clock'>, { expiresAt }: Job): void {
  if (expiresAt === null || expiresAt > clock()) return;
  throw new Problem('expired', 'The files of this job are gone.', { expiredAt: expiresAt.toISOString() });
}
