/** Who told us to do something, and by which request (null: it is not known). */
export type Actor = { keyId: string; name: string; requestId: string | null };

/** Who changed what, and when: written in the transaction of the change, never changed, never removed. */
export type AuditEntry = {
  id: string;
  accountId: string;
  /** `queue.updated`, `people.loaded`, `job.succeeded` … */
  action: string;
  by: { keyId: string; name: string };
  /** The job that did it, or the request that asked for it. */
  jobId: string | null;
  requestId: string | null;
  detail: Record<string, unknown>;
  at: Date;
};
