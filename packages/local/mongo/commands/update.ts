import { Int32 } from 'bson';
import type { Reply } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import type { Found } from '../query/scan.ts';
import { documentsOf, flagField, namespaceOf, readStatement, requiredDoc, requiredField } from '../server/request.ts';
import { TimeSlice } from '../server/timeSlice.ts';
import type { Collection } from '../store/catalog.ts';
import type { Transaction } from '../store/transaction.ts';
import { insertRecord, replaceRecord } from '../store/writeRecord.ts';
import { applyUpdate, encodeStored } from '../update/applyUpdate.ts';
import { compileUpdate } from '../update/compileUpdate.ts';
import type { Update } from '../update/compileUpdate.ts';
import { upsertedDoc } from '../update/upsertedDoc.ts';
import { inWrite } from './command.ts';
import type { Call, Command } from './command.ts';
import { firstMatching, matching } from './matching.ts';
import { writeStatements } from './writeStatements.ts';

export const update: Command = {
  options: ['updates', 'ordered'],
  inTransaction: true,
  async run(call) {
    const namespace = namespaceOf(call.request);
    const statements = documentsOf(call.request, 'updates');
    return inWrite(call, async (transaction) => {
      let n = 0;
      let nModified = 0;
      const upserted: Reply[] = [];
      const errors = await writeStatements(call, statements, async (bytes, index) => {
        const done = await updateStatement(call, transaction, namespace, readUpdate(call, bytes));
        n += done.matched + ('id' in done ? 1 : 0);
        nModified += done.modified;
        if ('id' in done) upserted.push({ index: new Int32(index), _id: done.id });
      });
      const ids = upserted.length > 0 ? { upserted } : {};
      return { n: new Int32(n), nModified: new Int32(nModified), ...ids, ...errors };
    });
  },
};

interface UpdateStatement {
  readonly filter: Doc;
  readonly update: Update;
  readonly multi: boolean;
  readonly upsert: boolean;
}

function readUpdate(call: Call, bytes: Buffer): UpdateStatement {
  const statement = readStatement(call.request, bytes, ['q', 'u', 'multi', 'upsert']);
  const compiled = compileUpdate(requiredField(statement, 'u'), call.request.now);
  const multi = flagField(statement, 'multi');
  if (multi) refuseRetry(call);
  if (multi && compiled.isReplacement)
    throw new ServerError('FailedToParse', 'multi update is not supported for replacement-style update');
  return { filter: requiredDoc(statement, 'q'), update: compiled, multi, upsert: flagField(statement, 'upsert') };
}

async function updateStatement(
  call: Call,
  transaction: Transaction,
  namespace: string,
  { filter, update, multi, upsert }: UpdateStatement,
): Promise<{ matched: number; modified: number; id?: Value }> {
  const collection = collectionFor(call, namespace, upsert);
  if (!collection) return { matched: 0, modified: 0 };
  const found = multi
    ? await allMatching(call, transaction, collection, filter)
    : [await firstMatching(call, transaction, collection, filter)].filter((item) => item !== undefined);
  if (found.length === 0 && upsert) {
    const doc = upsertedDoc(filter, update);
    insertRecord(transaction, collection, encodeStored(doc));
    return { matched: 0, modified: 0, id: doc.get('_id') };
  }
  const slice = new TimeSlice();
  let modified = 0;
  for (const { record, bytes } of found) {
    if (modifyRecord(transaction, collection, record, bytes, update) !== bytes) modified++;
    await slice.pause();
  }
  return { matched: found.length, modified };
}

/** The document as it is afterwards, the very same Buffer when the update changes nothing. */
export function modifyRecord(
  transaction: Transaction,
  collection: Collection,
  record: string,
  before: Buffer,
  update: Update,
): Buffer {
  const after = applyUpdate(before, update);
  // As in MongoDB, an update that changes nothing writes nothing and meets no conflict: it is no way to lock a document.
  if (after !== before) replaceRecord(transaction, collection, record, before, after, update.fields);
  return after;
}

/** The collection, made if there is none and an upsert may need it. */
export function collectionFor({ engine }: Call, namespace: string, upsert: boolean): Collection | undefined {
  return engine.catalog.find(namespace) ?? (upsert ? engine.catalog.create(namespace) : undefined);
}

/** What touches several documents cannot be retried; no driver asks for it. */
export function refuseRetry({ part }: Call): void {
  if (part.remember) throw new ServerError('InvalidOptions', 'Cannot use retryable writes with multi or limit=0');
}

/** All first, then the writes: an update must not meet its own results again. */
export async function allMatching(
  call: Call,
  transaction: Transaction,
  collection: Collection,
  filter: Doc,
): Promise<Found[]> {
  const all: Found[] = [];
  for await (const found of matching(call, transaction, collection, filter)) all.push(...found);
  return all;
}
