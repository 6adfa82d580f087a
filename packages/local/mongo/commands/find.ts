import type { Doc } from '../bson/value.ts';
import { integer } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { compileProjection } from '../query/compileProjection.ts';
import type { Sort } from '../query/planQuery.ts';
import type { Source } from '../server/cursors.ts';
import { countField, docField, flagField, namespaceOf } from '../server/request.ts';
import { isPlain } from '../store/indexKeys.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Call, Command } from './command.ts';
import { matching } from './matching.ts';
import { openCursor } from './openCursor.ts';

export const find: Command = {
  options: ['filter', 'sort', 'projection', 'limit', 'batchSize', 'singleBatch'],
  inTransaction: true,
  async run(call) {
    const { body } = call.request;
    const batchSize = countField(body, 'batchSize', FIRST_BATCH);
    return openCursor(call, namespaceOf(call.request), batchSize, flagField(body, 'singleBatch'), (transaction) =>
      documents(call, transaction),
    );
  },
};

/** `{a: 1, b: -1}` */
export function readSort(doc: Doc): Sort {
  return [...doc].map(([path, value]) => {
    const direction = integer(value);
    if (!isPlain(path)) throw unsupported(`sort by '${path}'`);
    if (direction !== 1 && direction !== -1)
      throw new ServerError('BadValue', `sort direction of ${path} has to be 1 or -1`);
    return [path, direction] as const;
  });
}

/** What MongoDB sends at once when nobody asked for a size. */
const FIRST_BATCH = 101;

async function* documents(call: Call, transaction: Transaction): Source {
  const { body } = call.request;
  const project = compileProjection(docField(body, 'projection'));
  const sort = readSort(docField(body, 'sort'));
  let left = countField(body, 'limit', 0) || Infinity;
  const collection = call.engine.catalog.find(namespaceOf(call.request));
  if (!collection) return;
  for await (const step of matching(call, transaction, collection, docField(body, 'filter'), sort, left)) {
    const wanted = step.slice(0, left).map(({ bytes }) => bytes);
    left -= wanted.length;
    yield project ? wanted.map(project) : wanted;
    if (left === 0) return;
  }
}
