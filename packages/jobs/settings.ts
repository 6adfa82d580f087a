/** How long things may take and last; durations in milliseconds. Read from the environment by the apps. */
export type JobSettings = {
  /** A worker that is silent this long has lost its job. */
  leaseMs: number;
  /** How long uploads and reports are kept after their job ended. */
  filesTtlMs: number;
  /** The ceiling over every account's own limit of rows. */
  maxRows: number;
};
