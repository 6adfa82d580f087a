import type { Reply } from '../bson/encode.ts';
import { Cursor } from '../server/cursors.ts';
import type { Source } from '../server/cursors.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Call } from './command.ts';

/**
 * Starts to read, within the call's transaction or in a snapshot of its own, and replies with the first batch; what is
 * left stays behind a cursor unless `singleBatch`.
 */
export async function openCursor(
  call: Call,
  namespace: string,
  batchSize: number,
  singleBatch: boolean,
  read: (transaction: Transaction) => Source,
): Promise<Reply> {
  const own = call.part.transaction ? undefined : call.engine.read();
  const transaction = call.part.transaction ?? own ?? call.engine.read();
  const cursor = new Cursor(namespace, call.part.transaction, read(transaction), () => own?.close());
  try {
    const { documents, isLast } = await cursor.next(batchSize);
    const isOver = isLast || singleBatch;
    if (isOver) await cursor.close();
    else cursor.readAhead(batchSize);
    return { cursor: { firstBatch: documents, id: isOver ? 0n : call.cursors.add(cursor), ns: namespace } };
  } catch (thrown) {
    await cursor.close();
    throw thrown;
  }
}
