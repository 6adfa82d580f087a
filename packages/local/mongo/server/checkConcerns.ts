import { showValue } from '../bson/showValue.ts';
import { integer } from '../bson/value.ts';
import type { Doc } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { countField, docField, flagField, unknownOption } from './request.ts';
import type { Request } from './request.ts';

/**
 * Read concern, write concern and read preference: every read here is of a snapshot of the only member and every
 * acknowledged write is on disk, so all that one member can fulfil is accepted. The rest is refused rather than ignored.
 */
export function checkConcerns(request: Request): void {
  checkTransaction(request);
  const level = concern(request, 'readConcern', ['level']).get('level') ?? 'local';
  if (typeof level !== 'string' || !['local', 'majority', 'snapshot'].includes(level)) {
    throw unsupported(`readConcern level ${showValue(level)}`);
  }
  const write = concern(request, 'writeConcern', ['w', 'j', 'wtimeout']);
  flagField(write, 'j');
  countField(write, 'wtimeout', 0);
  const w = write.get('w') ?? 'majority';
  if (w !== 'majority' && (integer(w) ?? 2) > 1) {
    throw new ServerError('UnsatisfiableWriteConcern', 'Not enough data-bearing nodes');
  }
  const mode = concern(request, '$readPreference', ['mode']).get('mode') ?? 'primary';
  if (mode !== 'primary' && mode !== 'primaryPreferred') throw unsupported(`$readPreference ${showValue(mode)}`);
}

/** A transaction is begun with a read concern and ended with a write concern; nothing in between has either. */
function checkTransaction({ name, body, session }: Request): void {
  if (!session?.isInTransaction) return;
  if (body.has('readConcern') && !session.startsTransaction) {
    throw new ServerError('InvalidOptions', 'Only the first command in a transaction may specify a readConcern');
  }
  if (body.has('writeConcern') && !name.endsWith('Transaction')) {
    throw new ServerError('InvalidOptions', 'writeConcern is not allowed within a multi-statement transaction');
  }
}

function concern({ name, body }: Request, field: string, allowed: readonly string[]): Doc {
  const value = docField(body, field);
  for (const option of value.keys()) if (!allowed.includes(option)) throw unknownOption(name, `${field}.${option}`);
  return value;
}
