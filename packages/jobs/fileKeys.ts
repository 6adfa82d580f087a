import type { Job } from '@muster/domain';

type Owner = Pick<Job, 'accountId' | 'id'>;

/** Where everything of a job lives in the file store. Keys carry who wrote them and never a user's text. */
export function jobPrefix(job: Owner): string {
  return `accounts/${job.accountId}/jobs/${job.id}/`;
}

/** The upload, byte for byte. */
export function sourceKey(job: Owner): string {
  return `${jobPrefix(job)}source`;
}

/** What one attempt wrote. The job's own `epoch` names the attempt that won. */
export function attemptPrefix(job: Owner & Pick<Job, 'epoch'>): string {
  return `${jobPrefix(job)}${job.epoch}/`;
}

/** The error report: the whole table again, or only the rows with issues. */
export function reportKey(job: Owner & Pick<Job, 'epoch'>, rows: 'all' | 'issues'): string {
  return `${attemptPrefix(job)}${rows === 'all' ? 'report.csv' : 'report-issues.csv'}`;
}

/** What an export wrote. */
export function exportKey(job: Owner & Pick<Job, 'epoch'>): string {
  return `${attemptPrefix(job)}export.csv`;
}
