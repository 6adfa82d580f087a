import type { User } from './user.ts';

/** Who wrote a user last, as far as it is known, and when: what a person needs to go and look. */
export function lastWrite({ lastChange, updatedAt }: User): { by: string; at: string } {
  const by = lastChange === null ? 'somebody' : `row ${lastChange.row} of job ${lastChange.jobId}`;
  return { by, at: updatedAt.toISOString() };
}
