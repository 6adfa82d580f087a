import { deserialize, EJSON, serialize } from 'bson';
import type { Document } from 'bson';
import { MongoServerError, WriteConcern } from 'mongodb';
import type { ClientSession, Db, MongoClient } from 'mongodb';
import { COLLECTION, CURSOR } from './case.ts';
import type { Case, Failure, Step } from './case.ts';

/** Puts one case to a server, in an emptied database. Returns what differs, nothing when all is as documented. */
export async function runCase(client: MongoClient, database: string, subject: Case): Promise<string[]> {
  const db = client.db(database);
  await db.command({ dropDatabase: 1 });
  await db.createCollection(COLLECTION);
  if (subject.indexes?.length) await db.command({ createIndexes: COLLECTION, indexes: subject.indexes });
  if (subject.documents?.length) await db.command({ insert: COLLECTION, documents: subject.documents });
  const run = new Run(client, db);
  const differences: string[] = [];
  try {
    for (const [index, step] of subject.steps.entries()) {
      for (const difference of await run.step(step)) differences.push(`step ${index + 1}: ${difference}`);
    }
    if (subject.stored) {
      const reply = await db.command({ find: COLLECTION, batchSize: 10_000 }, EXACT);
      differences.push(...differenceIn('stored', batchOf(reply), subject.stored));
    }
  } finally {
    await run.end();
  }
  return differences;
}

/** BSON's own types, instead of JavaScript's numbers for all of them. */
const EXACT = { promoteValues: false, promoteLongs: false } as const;

class Run {
  readonly #client: MongoClient;
  readonly #db: Db;
  readonly #sessions = new Map<string, ClientSession>();
  #cursor: unknown;

  constructor(client: MongoClient, db: Db) {
    this.#client = client;
    this.#db = db;
  }

  async step(step: Step): Promise<string[]> {
    try {
      const reply = await this.#send(step);
      const failures = step.writeErrors ?? (step.error && [step.error]);
      if (failures) return [...replyDifferences(reply, step), ...writeErrorDifferences(reply, failures)];
      if (step.keepsCursor) this.#cursor = cursorOf(reply)['id'];
      return replyDifferences(reply, step);
    } catch (error) {
      if (!(error instanceof MongoServerError)) throw error;
      if (step.error) return failureDifferences(error, step.error);
      return [`failed with ${String(error.code)}: ${error.message}`];
    }
  }

  async end(): Promise<void> {
    for (const session of this.#sessions.values()) await session.endSession();
  }

  async #send(step: Step): Promise<Document> {
    const session = step.within === undefined ? undefined : this.#session(step.within);
    if (session && 'commitTransaction' in step.command) return this.#ended(session.commitTransaction());
    if (session && 'abortTransaction' in step.command) return this.#ended(session.abortTransaction());
    const command = Object.fromEntries(
      Object.entries(step.command).map(([name, value]) => [name, this.#filled(value)]),
    );
    return this.#db.command(command, session ? { ...EXACT, session } : EXACT);
  }

  async #ended(end: Promise<void>): Promise<Document> {
    await end;
    return { ok: 1 };
  }

  #filled(value: unknown): unknown {
    if (value === CURSOR) return this.#cursor;
    return Array.isArray(value) ? value.map((item) => this.#filled(item)) : value;
  }

  #session(name: string): ClientSession {
    let session = this.#sessions.get(name);
    if (!session) {
      session = this.#client.startSession();
      session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: new WriteConcern('majority') });
      this.#sessions.set(name, session);
    }
    return session;
  }
}

function replyDifferences(reply: Document, step: Step): string[] {
  const { reply: wanted = {}, found, foundIds, error, writeErrors: expected } = step;
  const differences = Object.entries(wanted).flatMap(([field, value]) =>
    differenceIn(field, reply[field] as unknown, value),
  );
  const writeErrors = reply['writeErrors'] as unknown;
  if (writeErrors !== undefined && !error && !expected) differences.push(`unexpected ${textOf(writeErrors)}`);
  if (found) differences.push(...differenceIn('found', batchOf(reply), found));
  if (foundIds) {
    const ids = batchOf(reply).map((document): unknown => document['_id']);
    differences.push(...differenceIn('ids found', inOrder(ids), inOrder(foundIds)));
  }
  return differences;
}

/** Errors of single statements come in a reply that is otherwise content. */
function writeErrorDifferences(reply: Document, wanted: readonly Failure[]): string[] {
  const errors = (reply['writeErrors'] ?? []) as Document[];
  if (errors.length !== wanted.length) return [`expected ${wanted.length} errors, got ${textOf(reply)}`];
  return wanted.flatMap((failure, i) =>
    failureDifferences({ ...errors[i], message: String(errors[i]?.['errmsg']) }, failure),
  );
}

interface Failed {
  readonly code?: unknown;
  readonly codeName?: unknown;
  readonly index?: unknown;
  readonly keyPattern?: unknown;
  readonly keyValue?: unknown;
  readonly message: string;
  readonly errorLabels?: readonly string[];
}

function failureDifferences(error: Failed, { labels, message, codeName, ...fields }: Failure): string[] {
  const differences = Object.entries(fields).flatMap(([field, wanted]) =>
    differenceIn(field, error[field as keyof typeof fields], wanted),
  );
  if (codeName !== undefined && error.codeName !== undefined) {
    differences.push(...differenceIn('codeName', error.codeName, codeName));
  }
  for (const label of labels ?? []) if (!error.errorLabels?.includes(label)) differences.push(`no label ${label}`);
  if (message !== undefined && !error.message.includes(message)) differences.push(`message is '${error.message}'`);
  return differences;
}

function cursorOf(reply: Document): Document {
  return (reply['cursor'] ?? {}) as Document;
}

function batchOf(reply: Document): Document[] {
  const cursor = cursorOf(reply);
  return (cursor['firstBatch'] ?? cursor['nextBatch'] ?? []) as Document[];
}

function inOrder(ids: readonly unknown[]): unknown[] {
  return [...ids].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function differenceIn(what: string, actual: unknown, wanted: unknown): string[] {
  const [is, should] = [textOf(actual), textOf(wanted)];
  return is === should ? [] : [`${what} is ${is}, not ${should}`];
}

/** Through BSON first, so that 1 is an Int32 on both sides and undefined is nowhere. */
function textOf(value: unknown): string {
  const { value: exact } = deserialize(serialize({ value }, { ignoreUndefined: true }), EXACT) as { value: unknown };
  return EJSON.stringify(exact, { relaxed: false });
}
