import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { integer, isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Message } from '../wire/readMessage.ts';

/** A command with what every command may carry read out of it. */
export interface Request {
  readonly name: string;
  readonly database: string;
  readonly body: Doc;
  /** When it began: $$NOW and $currentDate. */
  readonly now: Date;
  /** ms since 1970, 0 = none */
  readonly deadline: number;
  readonly session: SessionFields | undefined;
  readonly sequences: Message['sequences'];
}

export interface SessionFields {
  /** The session's id as a hexadecimal string. */
  readonly id: string;
  /** Numbers the retryable writes and transactions of a session. */
  readonly txnNumber: bigint | undefined;
  readonly isInTransaction: boolean;
  readonly startsTransaction: boolean;
}

/** `now` in ms since 1970. */
export function readRequest(message: Message, now: number): Request {
  const { body, sequences } = message;
  const [name] = body.keys();
  const database = body.get('$db') ?? (message.legacy ? 'admin' : undefined);
  if (name === undefined) throw new ServerError('FailedToParse', 'a command needs a name');
  if (typeof database !== 'string') throw new ServerError('InvalidNamespace', 'OP_MSG requests require a $db argument');
  const maxTime = countField(body, 'maxTimeMS', 0);
  return {
    name,
    database,
    body,
    now: new Date(now),
    deadline: maxTime > 0 ? now + maxTime : 0,
    session: readSession(body),
    sequences,
  };
}

/** `database.collection` from the command's own field, e.g. `{insert: 'users'}`. */
export function namespaceOf(request: Request, field = request.name): string {
  const collection = request.body.get(field);
  if (typeof collection !== 'string' || collection === '' || collection.includes('\0')) {
    throw new ServerError('InvalidNamespace', `collection name of ${request.name} has to be a nonempty string`);
  }
  if (collection.startsWith('system.'))
    throw new ServerError('InvalidNamespace', `no system collections: ${collection}`);
  return `${request.database}.${collection}`;
}

/** The documents, updates or deletes of a write, whether sent beside the body or inside it. */
export function documentsOf(request: Request, field: string): readonly Buffer[] {
  const found = request.sequences.get(field) ?? docsOf(request.body.get(field), field).map((doc) => encodeDoc(doc));
  if (found.length === 0 || found.length > MAX_BATCH) {
    const message = `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${found.length} operations.`;
    throw new ServerError('InvalidLength', message);
  }
  return found;
}

/** Documents in one write, as MongoDB announces it. */
export const MAX_BATCH = 100_000;

/** A list of documents and of nothing else. `name` is for the message. */
export function docsOf(value: Value, name: string): Doc[] {
  if (!Array.isArray(value)) throw new ServerError('TypeMismatch', `field ${name} has to be an array`);
  return value.map((item) => {
    if (!isDoc(item)) throw new ServerError('TypeMismatch', `field ${name} has to hold objects only`);
    return item;
  });
}

/** One update or delete of a bulk write, after checking that nothing in it is unknown. */
export function readStatement(request: Request, bytes: Buffer, allowed: readonly string[]): Doc {
  const statement = decodeDoc(bytes);
  for (const name of statement.keys()) if (!allowed.includes(name)) throw unknownOption(request.name, name);
  return statement;
}

export function unknownOption(command: string, option: string): ServerError {
  const message = `option ${option} of command ${command} is not supported by the embedded server`;
  return new ServerError('InvalidOptions', message);
}

export function docField(doc: Doc, name: string): Doc {
  const value = doc.get(name);
  if (value === undefined || value === null) return new Map();
  if (!isDoc(value)) throw new ServerError('TypeMismatch', `field ${name} has to be an object`);
  return value;
}

/** True or false and nothing that MongoDB would read as one of them; `fallback` when it is not given. */
export function flagField(doc: Doc, name: string, fallback = false): boolean {
  const value = doc.get(name) ?? fallback;
  if (typeof value !== 'boolean') throw new ServerError('TypeMismatch', `field ${name} has to be a boolean`);
  return value;
}

/** A count or size: a whole number from 0; `fallback` when it is not given. */
export function countField(doc: Doc, name: string, fallback: number): number {
  const value = doc.get(name);
  if (value === undefined || value === null) return fallback;
  const number = integer(value);
  if (number === undefined) throw new ServerError('TypeMismatch', `field ${name} has to be a whole number`);
  if (number < 0)
    throw new ServerError('Location51024', `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return number;
}

function readSession(body: Doc): SessionFields | undefined {
  const isInTransaction = !flagField(body, 'autocommit', true);
  const startsTransaction = flagField(body, 'startTransaction');
  const txnNumber = body.has('txnNumber') ? BigInt(countField(body, 'txnNumber', 0)) : undefined;
  if ((isInTransaction && txnNumber === undefined) || (startsTransaction && !isInTransaction)) {
    throw new ServerError('InvalidOptions', 'a transaction needs autocommit: false and a txnNumber');
  }
  if (body.has('lsid')) return { id: sessionId(docField(body, 'lsid')), txnNumber, isInTransaction, startsTransaction };
  if (txnNumber !== undefined) throw new ServerError('InvalidOptions', 'a txnNumber needs a session (lsid)');
  return undefined;
}

/** `{id: UUID}` as a hexadecimal string. */
export function sessionId(lsid: Doc): string {
  const id = lsid.get('id');
  if (!id || typeof id !== 'object' || !('sub_type' in id))
    throw new ServerError('TypeMismatch', 'lsid.id has to be a UUID');
  return Buffer.from(id.buffer.subarray(0, id.position)).toString('hex');
}
