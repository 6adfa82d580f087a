import { ServerError } from '../errors.ts';
import { countField, namespaceOf } from '../server/request.ts';
import type { Command } from './command.ts';

export const getMore: Command = {
  options: ['collection', 'batchSize'],
  inTransaction: true,
  async run({ request, cursors, part }) {
    const id = request.body.get('getMore');
    if (typeof id !== 'bigint') throw new ServerError('TypeMismatch', 'getMore needs a cursor id of type long');
    const namespace = namespaceOf(request, 'collection');
    const cursor = cursors.get(id);
    if (cursor.namespace !== namespace || cursor.transaction !== part.transaction) {
      throw new ServerError('Unauthorized', `cursor id ${id} belongs to another collection or transaction`);
    }
    try {
      const batchSize = countField(request.body, 'batchSize', 0) || Infinity;
      const { documents, isLast } = await cursor.next(batchSize);
      if (isLast) await cursors.kill(id);
      else cursor.readAhead(batchSize);
      return { cursor: { nextBatch: documents, id: isLast ? 0n : id, ns: namespace } };
    } catch (thrown) {
      await cursors.kill(id);
      throw thrown;
    }
  },
};
