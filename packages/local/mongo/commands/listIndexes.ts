import { ServerError } from '../errors.ts';
import { docField, namespaceOf, unknownOption } from '../server/request.ts';
import type { Command } from './command.ts';

export const listIndexes: Command = {
  options: ['cursor'],
  inTransaction: false,
  run({ request, engine }) {
    const namespace = namespaceOf(request);
    for (const name of docField(request.body, 'cursor').keys()) throw unknownOption('listIndexes', `cursor.${name}`);
    const collection = engine.catalog.find(namespace);
    if (!collection) throw new ServerError('NamespaceNotFound', `ns does not exist: ${namespace}`);
    // Always in one batch: a collection has a handful of indexes.
    const firstBatch = collection.indexes.map(({ spec }) => spec);
    return Promise.resolve({ cursor: { id: 0n, ns: namespace, firstBatch } });
  },
};
