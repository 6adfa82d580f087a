import { Int32, ObjectId } from 'bson';
import { assertGoodId, checkStorable } from '../bson/checkStorable.ts';
import { fieldRanges, joinFields, RawDoc } from '../bson/rawDoc.ts';
import { decodeDoc } from '../bson/decode.ts';
import { documentsOf, namespaceOf } from '../server/request.ts';
import { insertRecord } from '../store/writeRecord.ts';
import { encodeStored } from '../update/applyUpdate.ts';
import { inWrite } from './command.ts';
import type { Command } from './command.ts';
import { writeStatements } from './writeStatements.ts';

export const insert: Command = {
  options: ['documents', 'ordered'],
  inTransaction: true,
  async run(call) {
    const namespace = namespaceOf(call.request);
    const documents = documentsOf(call.request, 'documents');
    return inWrite(call, async (transaction) => {
      const { catalog } = call.engine;
      const collection = catalog.find(namespace) ?? catalog.create(namespace);
      let n = 0;
      const errors = await writeStatements(call, documents, (document) => {
        checkStorable(document);
        insertRecord(transaction, collection, withIdFirst(document));
        n++;
      });
      return { n: new Int32(n), ...errors };
    });
  },
};

/** The same bytes in most cases; drivers put a generated `_id` last, MongoDB stores it first. */
function withIdFirst(bytes: Buffer): Buffer {
  // 'x_id\0': the type of the first field, then its name.
  if (bytes.toString('latin1', 5, 9) === '_id\0') return withGoodId(bytes);
  const id = fieldRanges(bytes).find(({ name }) => name === '_id');
  if (!id) return encodeStored(new Map([['_id', new ObjectId()], ...decodeDoc(bytes)]));
  return withGoodId(
    joinFields([bytes.subarray(id.start, id.end), bytes.subarray(4, id.start), bytes.subarray(id.end, -1)]),
  );
}

function withGoodId(bytes: Buffer): Buffer {
  assertGoodId(new RawDoc(bytes).get('_id'));
  return bytes;
}
