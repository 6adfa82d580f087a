import { Int32 } from 'bson';
import type { Reply } from '../bson/encode.ts';
import { asServerError, isServerError, isWriteConflict } from '../errors.ts';
import type { ServerError } from '../errors.ts';
import { flagField } from '../server/request.ts';
import { TimeSlice } from '../server/timeSlice.ts';
import type { Call } from './command.ts';

/**
 * Works through the statements of one bulk write. What is wrong with one of them goes into the `writeErrors` returned;
 * unless `ordered: false` the first of these ends it. A write conflict concerns the whole command and is thrown.
 */
export async function writeStatements(
  call: Call,
  statements: readonly Buffer[],
  apply: (statement: Buffer, index: number) => Promise<void> | void,
): Promise<Reply> {
  const isOrdered = flagField(call.request.body, 'ordered', true);
  const slice = new TimeSlice();
  const writeErrors: Reply[] = [];
  for (const [index, statement] of statements.entries()) {
    await slice.pause();
    try {
      await apply(statement, index);
    } catch (thrown) {
      if (!isServerError(thrown) || isWriteConflict(thrown) || !belongsToStatement(thrown)) throw asServerError(thrown);
      writeErrors.push(writeError(index, thrown));
      if (isOrdered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

/** A transaction that is gone, a refusal, or our own fault end the command. */
function belongsToStatement(error: ServerError): boolean {
  return !ENDS_COMMAND.has(error.codeName);
}

const ENDS_COMMAND: ReadonlySet<string> = new Set([
  'NoSuchTransaction',
  'CommandNotSupported',
  'InvalidOptions',
  'Location40414',
  'InternalError',
]);

function writeError(index: number, error: ServerError): Reply {
  return { index: new Int32(index), code: new Int32(error.code), ...error.details, errmsg: error.message };
}
