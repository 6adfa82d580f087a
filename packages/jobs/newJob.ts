import type { Caller, Job, JobRecord } from '@muster/domain';
import type { Ports } from './ports.ts';

/** Who asks for a job, and by which request. */
export type Asker = { caller: Caller; requestId: string };

/** What a caller decides about a job; the rest is the same for all. */
type Asked = Pick<JobRecord, 'id' | 'kind'> &
  Partial<Pick<JobRecord, 'mode' | 'listMode' | 'encoding' | 'parentJobId' | 'applyAt' | 'order' | 'onConflict'>>;

/** A job nobody has worked on. One with an upload begins as `receiving`, any other as `queued`. */
export function newJob(
  { clock, trace }: Pick<Ports, 'clock' | 'trace'>,
  { caller: { accountId, keyId, keyName: name, userId }, requestId }: Asker,
  asked: Asked,
): Job {
  const now = clock();
  const hasUpload = asked.kind === 'import-users' || asked.kind === 'update-users';
  return {
    mode: 'apply',
    listMode: 'replace',
    encoding: null,
    parentJobId: null,
    applyAt: null,
    order: null,
    onConflict: null,
    ...asked,
    accountId,
    version: 1,
    epoch: 0,
    state: hasUpload ? 'receiving' : 'queued',
    confirmation: null,
    problem: null,
    finishedAt: null,
    file: null,
    counts: null,
    issueGroups: [],
    issueGroupsTotal: 0,
    snapshot: null,
    createdBy: { keyId, name, userId },
    actor: { keyId, name, requestId },
    undoneBy: null,
    plan: null,
    confirmed: null,
    trace: trace(),
    createdAt: now,
    startedAt: null,
    stateSince: now,
    expiresAt: null,
    undoUntil: null,
  };
}
