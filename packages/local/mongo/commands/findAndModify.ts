import { Int32 } from 'bson';
import type { Reply } from '../bson/encode.ts';
import { ServerError } from '../errors.ts';
import { docField, flagField, namespaceOf } from '../server/request.ts';
import type { Transaction } from '../store/transaction.ts';
import { insertRecord, removeRecord } from '../store/writeRecord.ts';
import { encodeStored } from '../update/applyUpdate.ts';
import { compileUpdate } from '../update/compileUpdate.ts';
import { upsertedDoc } from '../update/upsertedDoc.ts';
import { inWrite } from './command.ts';
import type { Call, Command } from './command.ts';
import { readSort } from './find.ts';
import { firstMatching } from './matching.ts';
import { collectionFor, modifyRecord } from './update.ts';

export const findAndModify: Command = {
  options: ['query', 'update', 'remove', 'new', 'upsert', 'sort'],
  inTransaction: true,
  async run(call) {
    const { body } = call.request;
    const removes = flagField(body, 'remove');
    if (removes === body.has('update'))
      throw new ServerError('FailedToParse', 'Either an update or remove=true must be specified');
    for (const option of ['new', 'upsert'])
      if (flagField(body, option) && removes)
        throw new ServerError('FailedToParse', `Cannot specify both ${option}=true and remove=true`);
    return inWrite(call, (transaction) => (removes ? removeOne(call, transaction) : updateOne(call, transaction)));
  },
};

async function removeOne(call: Call, transaction: Transaction): Promise<Reply> {
  const { body } = call.request;
  const collection = call.engine.catalog.find(namespaceOf(call.request));
  const found =
    collection &&
    (await firstMatching(call, transaction, collection, docField(body, 'query'), readSort(docField(body, 'sort'))));
  if (!found) return { lastErrorObject: { n: new Int32(0) }, value: null };
  removeRecord(transaction, collection, found.record, found.bytes);
  return { lastErrorObject: { n: new Int32(1) }, value: found.bytes };
}

async function updateOne(call: Call, transaction: Transaction): Promise<Reply> {
  const { body, now } = call.request;
  const upsert = flagField(body, 'upsert');
  const collection = collectionFor(call, namespaceOf(call.request), upsert);
  const filter = docField(body, 'query');
  const update = compileUpdate(body.get('update'), now);
  const wantsNew = flagField(body, 'new');
  const sort = readSort(docField(body, 'sort'));
  const found = collection && (await firstMatching(call, transaction, collection, filter, sort));
  if (found) {
    const after = modifyRecord(transaction, collection, found.record, found.bytes, update);
    return { lastErrorObject: { n: new Int32(1), updatedExisting: true }, value: wantsNew ? after : found.bytes };
  }
  if (!collection || !upsert) return { lastErrorObject: { n: new Int32(0), updatedExisting: false }, value: null };
  const doc = upsertedDoc(filter, update);
  const bytes = encodeStored(doc);
  insertRecord(transaction, collection, bytes);
  const lastErrorObject = { n: new Int32(1), updatedExisting: false, upserted: doc.get('_id') };
  return { lastErrorObject, value: wantsNew ? bytes : null };
}
