import { namespaceOf } from '../server/request.ts';
import type { Command } from './command.ts';

/** Of a collection that exists already it is nothing, as in MongoDB 7: there are no options in which it could differ. */
export const create: Command = {
  options: [],
  inTransaction: false,
  run({ request, engine }) {
    const namespace = namespaceOf(request);
    if (!engine.catalog.find(namespace)) engine.catalog.create(namespace);
    return Promise.resolve({});
  },
};
