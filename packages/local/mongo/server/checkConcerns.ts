import { showValue } from '../bson/showValue.ts';
import { integer, isDoc } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import { unknownOption } from './request.ts';
import type { Request } from './request.ts';

/**
 * Read and write concerns: every read here is of a snapshot and every acknowledged write is on disk, so all levels one
 * member can fulfil are accepted. What it cannot fulfil is refused rather than ignored.
 */
export function checkConcerns({ name, body }: Request): void {
  const read = body.get('readConcern');
  if (read !== undefined) checkFields(name, 'readConcern', read, ['level']);
  const level = isDoc(read) ? (read.get('level') ?? 'local') : 'local';
  if (typeof level !== 'string' || !['local', 'majority', 'snapshot', 'available'].includes(level)) {
    throw new ServerError(
      'InvalidOptions',
      `readConcern level ${showValue(level)} is not supported by the embedded server`,
    );
  }
  const write = body.get('writeConcern');
  if (write !== undefined) checkFields(name, 'writeConcern', write, ['w', 'j', 'wtimeout', 'wtimeoutMS']);
  const w = isDoc(write) ? (write.get('w') ?? 'majority') : 'majority';
  if (w !== 'majority' && (integer(w) ?? 2) > 1) {
    throw new ServerError('UnsatisfiableWriteConcern', 'Not enough data-bearing nodes');
  }
}

function checkFields(command: string, concern: string, value: Value, allowed: readonly string[]): void {
  if (!isDoc(value)) throw new ServerError('TypeMismatch', `${concern} has to be an object`);
  for (const field of value.keys()) if (!allowed.includes(field)) throw unknownOption(command, `${concern}.${field}`);
}
