import { Problem } from '@muster/contract';
import { assertNever, type Job } from '@muster/domain';

/** @throws Problem `not_ready` while the file is still to be read: what is found so far is not yet the answer. */
export function requireWasRead({ state }: Job): void {
  switch (state) {
    case 'receiving':
    case 'queued':
    case 'validating':
    case 'exporting':
    case 'undoing':
      throw new Problem('not_ready', `The job is ${state}; ask again when it has been read.`, { state });
    case 'awaiting_confirmation':
    case 'scheduled':
    case 'applying':
    case 'succeeded':
    case 'rejected':
    case 'validated':
    case 'failed':
    case 'cancelled':
    case 'expired':
      return;
    default:
      assertNever(state);
  }
}
