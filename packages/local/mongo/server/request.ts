import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { showValue } from '../bson/showValue.ts';
import { integer, isBinary, isDoc } from '../bson/value.ts';
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
  if (message.legacy && name !== 'hello' && name !== 'ismaster') {
    throw new ServerError('UnsupportedOpQueryCommand', `Unsupported OP_QUERY command: ${name}`);
  }
  if (typeof database !== 'string' || !DATABASE.test(database)) {
    throw new ServerError('InvalidNamespace', `$db has to name a database, and is ${showValue(database)}`);
  }
  return { name, database, body, now: new Date(now), session: readSession(body), sequences };
}

/** Without a dot above all, which ends the database's part of a namespace. */
const DATABASE = /^[^/\\. "$*<>:|?\0]{1,63}$/;

/** `database.collection` from the command's own field, e.g. `{insert: 'users'}`. */
export function namespaceOf(request: Request, field = request.name): string {
  const collection = request.body.get(field);
  if (typeof collection !== 'string' || !COLLECTION.test(collection)) {
    throw new ServerError('InvalidNamespace', `Invalid namespace specified: ${showValue(collection)}`);
  }
  return `${request.database}.${collection}`;
}

/** None of the system's, and nothing that begins or goes on strangely. */
const COLLECTION = /^(?!system\.)[^.$\0][^$\0]{0,180}$/;

/** The documents, updates or deletes of a write, whether sent beside the body or inside it. */
export function documentsOf(request: Request, field: string): readonly Buffer[] {
  const found = request.sequences.get(field) ?? docsField(request.body, field).map((doc) => encodeDoc(doc));
  if (found.length === 0 || found.length > MAX_BATCH) {
    const message = `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${found.length} operations.`;
    throw new ServerError('InvalidLength', message);
  }
  return found;
}

/** Documents in one write, as MongoDB announces it. */
export const MAX_BATCH = 100_000;

/** A list of documents and of nothing else, which may not be left out. */
export function docsField(doc: Doc, name: string): Doc[] {
  const value = requiredField(doc, name);
  if (!Array.isArray(value)) throw wrongType(name, 'an array');
  return value.map((item) => {
    if (!isDoc(item)) throw wrongType(name, 'an array of objects');
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

/** A document; an empty one when it is not given. */
export function docField(doc: Doc, name: string): Doc {
  const value = doc.get(name);
  if (value === undefined) return new Map();
  if (!isDoc(value)) throw wrongType(name, 'an object');
  return value;
}

/** A document that may not be left out: a delete without a filter is no delete of everything. */
export function requiredDoc(doc: Doc, name: string): Doc {
  requiredField(doc, name);
  return docField(doc, name);
}

export function requiredField(doc: Doc, name: string): Value {
  const value = doc.get(name);
  if (value !== undefined) return value;
  throw new ServerError('Location40414', `BSON field '${name}' is missing but a required field`);
}

/** True or false and nothing that MongoDB would read as one of them; `fallback` when it is not given. */
export function flagField(doc: Doc, name: string, fallback = false): boolean {
  const value = doc.get(name);
  if (value === undefined) return fallback;
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean');
  return value;
}

/** A count or size: a whole number from 0; `fallback` when it is not given. */
export function countField(doc: Doc, name: string, fallback: number): number {
  const value = doc.get(name);
  if (value === undefined) return fallback;
  const number = integer(value);
  if (number === undefined) throw wrongType(name, 'a whole number');
  if (number < 0)
    throw new ServerError('Location51024', `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return number;
}

function wrongType(name: string, wanted: string): ServerError {
  return new ServerError('TypeMismatch', `BSON field '${name}' is the wrong type, it has to be ${wanted}`);
}

function readSession(body: Doc): SessionFields | undefined {
  const isInTransaction = isOnly(body, 'autocommit', false);
  const startsTransaction = isOnly(body, 'startTransaction', true);
  const txnNumber = body.has('txnNumber') ? BigInt(countField(body, 'txnNumber', 0)) : undefined;
  if ((isInTransaction && txnNumber === undefined) || (startsTransaction && !isInTransaction)) {
    throw new ServerError('InvalidOptions', 'a transaction needs autocommit: false and a txnNumber');
  }
  if (body.has('lsid')) return { id: sessionId(docField(body, 'lsid')), txnNumber, isInTransaction, startsTransaction };
  if (txnNumber !== undefined) throw new ServerError('InvalidOptions', 'a txnNumber needs a session (lsid)');
  return undefined;
}

/** Whether a flag is given that has one meaning only. */
function isOnly(body: Doc, name: string, wanted: boolean): boolean {
  if (flagField(body, name, wanted) === wanted) return body.has(name);
  throw new ServerError('InvalidOptions', `${name} can only be ${wanted}`);
}

/** `{id: UUID}` as a hexadecimal string. */
export function sessionId(lsid: Doc): string {
  const id = lsid.get('id');
  if (!isBinary(id) || id.sub_type !== UUID_BYTES || lsid.size > 1) throw wrongType('lsid', 'an object {id: UUID}');
  return Buffer.from(id.buffer.subarray(0, id.position)).toString('hex');
}

const UUID_BYTES = 4;
