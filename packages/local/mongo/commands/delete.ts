import { Int32 } from 'bson';
import { integer } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import { documentsOf, namespaceOf, readStatement, requiredDoc, requiredField } from '../server/request.ts';
import { TimeSlice } from '../server/timeSlice.ts';
import { removeRecord } from '../store/writeRecord.ts';
import { inWrite } from './command.ts';
import type { Command } from './command.ts';
import { firstMatching } from './matching.ts';
import { allMatching, refuseRetry } from './update.ts';
import { writeStatements } from './writeStatements.ts';

export const deleteCommand: Command = {
  options: ['deletes', 'ordered'],
  inTransaction: true,
  async run(call) {
    const namespace = namespaceOf(call.request);
    const statements = documentsOf(call.request, 'deletes');
    return inWrite(call, async (transaction) => {
      const collection = call.engine.catalog.find(namespace);
      let n = 0;
      const slice = new TimeSlice();
      const errors = await writeStatements(call, statements, async (bytes) => {
        const statement = readStatement(call.request, bytes, ['q', 'limit']);
        const filter = requiredDoc(statement, 'q');
        const limit = integer(requiredField(statement, 'limit'));
        if (limit !== 0 && limit !== 1)
          throw new ServerError('FailedToParse', 'The limit field in delete objects must be 0 or 1');
        if (!limit) refuseRetry(call);
        if (!collection) return;
        const found = limit
          ? [await firstMatching(call, transaction, collection, filter)].filter((item) => item !== undefined)
          : await allMatching(call, transaction, collection, filter);
        for (const item of found) {
          removeRecord(transaction, collection, item.record, item.bytes);
          n++;
          await slice.pause();
        }
      });
      return { n: new Int32(n), ...errors };
    });
  },
};
