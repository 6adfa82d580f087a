/**
 * The places where a process may die that a test must be able to hit exactly: in the order a job passes them, then those
 * of requests under an Idempotency-Key. Nothing happens there unless `MUSTER_FAILPOINTS` says so, outside production. A name without a crash story fails a test.
 */
export const failpoints = [
  'upload-recorded',
  'upload-stored',
  'upload-queued',
  'upload-in-line',
  'job-claimed',
  'rows-planned',
  'report-written',
  'transaction-next',
  'batch-applied',
  'commit-next',
  'committed',
  'job-closed',
  'creation-next',
  'creation-done',
  'answer-kept',
] as const;

export type Failpoint = (typeof failpoints)[number];
