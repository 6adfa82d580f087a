import { assertNever, jobKinds, type Job } from '@muster/domain';

/** The line a job waits in: per account one user-changing job and one export at a time are handed to workers. */
export function laneOf(job: Pick<Job, 'accountId' | 'kind'>): string {
  switch (job.kind) {
    case 'import-users':
    case 'update-users':
    case 'undo-job':
      return `${job.accountId}/users`;
    case 'export-users':
      return `${job.accountId}/export`;
    default:
      return assertNever(job.kind);
  }
}

/** Every line an account's jobs may wait in. */
export function lanesOf(accountId: string): string[] {
  return [...new Set(jobKinds.map((kind) => laneOf({ accountId, kind })))];
}

/** An upload that is still arriving waits for nobody and delays nobody: it has a line of its own. */
export function receivingLane(jobId: string): string {
  return `receiving/${jobId}`;
}
