import { isProblem, Problem } from '@muster/contract';
import { asFault } from '@muster/domain';
import { checkServices, isServing, type Pings } from './checkServices.ts';

/**
 * What a caller is told about anything thrown: problems as they are; of our own faults no more than that they are
 * ours. What nobody foresaw while a service is away is blamed on the service, whatever its driver calls it.
 */
export async function asProblem(thrown: unknown, ports: Pings): Promise<Problem> {
  if (isProblem(thrown)) return thrown;
  if (isBadEncoding(thrown)) {
    const message = 'The address has a percent sign that encodes nothing.';
    return new Problem('invalid_request', message, { errors: [{ path: '', code: 'invalid_value', message }] });
  }
  const { code, message } = asFault(thrown);
  if (code === 'key_lost') return new Problem('idempotency_in_progress', message);
  const isAway =
    code === 'database_unavailable' || code === 'store_unavailable' || !isServing(await checkServices(ports));
  if (isAway) return new Problem('unavailable', 'A service that Muster needs does not answer right now.');
  return new Problem('internal', 'Something unexpected went wrong; it has been noted under the requestId.');
}

/** Express could not decode the path. */
function isBadEncoding(thrown: unknown): boolean {
  return thrown instanceof Error && 'status' in thrown && thrown.status === 400;
}
