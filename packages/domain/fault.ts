/**
 * Wrong with *us*, never with the file or the request: thrown, and whether trying again may help is said by the
 * thrower. Compare by `code`, never by `instanceof`: two copies of this class may live in one process.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly retry: boolean;

  constructor(code: FaultCode, options: { retry: boolean; message?: string; cause?: unknown }) {
    super(options.message ?? sentences[code], { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retry = options.retry;
  }
}

/** What a person on call reads in a failed job's `problem.code`; closed, so that an alert can name each. */
export type FaultCode = keyof typeof sentences;

const sentences = {
  busy: 'The account kept changing while the plan was being applied; nothing was applied.',
  poison: 'Three attempts at this job ended without getting any further.',
  source_missing: 'The uploaded file is no longer in the file store.',
  source_corrupt: 'The file store returned other bytes than were uploaded.',
  store_unavailable: 'The file store did not answer as expected.',
  database_unavailable: 'The database did not answer as expected.',
  illegal_move: 'A job was asked to move to a state it cannot reach from where it is.',
  count_mismatch: 'The database changed another number of users than was planned.',
  key_lost: 'Another request has taken the Idempotency-Key of this one.',
  internal: 'Something unexpected went wrong.',
} as const;

/** The fault in anything thrown; what we did not foresee counts as worth trying again. */
export function asFault(thrown: unknown): Fault {
  if (isFault(thrown)) return thrown;
  return new Fault('internal', { retry: true, cause: thrown });
}

function isFault(thrown: unknown): thrown is Fault {
  return thrown instanceof Error && thrown.name === 'Fault' && 'code' in thrown && String(thrown.code) in sentences;
}
