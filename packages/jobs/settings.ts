/** How long things may take and last; durations in milliseconds. Read from the environment by the apps. */
export type JobSettings = {
  /** A worker that is silent this long has lost its job. */
  leaseMs: number;
  /** How long a plan waits for a person. */
  reviewTtlMs: number;
  /** How long a job can be undone after it ended. */
  undoTtlMs: number;
  /** How long uploads, reports and exports are kept after their job ended. */
  filesTtlMs: number;
  /** How long jobs and their changes are kept after they ended. */
  jobsTtlMs: number;
  /** The ceiling over every account's own limit of rows. */
  maxRows: number;
};
