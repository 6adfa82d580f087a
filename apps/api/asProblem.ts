import { isProblem, Problem } from '@muster/contract';
import { asFault } from '@muster/domain';

/** What a caller is told about anything thrown: problems as they are, of our own faults no more than that they are ours. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  if (isBadEncoding(thrown)) {
    return new Problem('invalid_request', 'The address has a percent sign that encodes nothing.', {
      errors: [{ path: '', code: 'invalid_value', message: 'The address has a percent sign that encodes nothing.' }],
    });
  }
  const { code } = asFault(thrown);
  if (code === 'database_unavailable' || code === 'store_unavailable') {
    return new Problem('unavailable', 'A service that Muster needs does not answer right now.');
  }
  return new Problem('internal', 'Something unexpected went wrong; it has been noted under the requestId.');
}

/** Express could not decode the path. */
function isBadEncoding(thrown: unknown): boolean {
  return thrown instanceof Error && 'status' in thrown && thrown.status === 400;
}
