import { ServerError } from '../errors.ts';
import { namespaceOf } from '../server/request.ts';
import type { Command } from './command.ts';

export const create: Command = {
  options: [],
  inTransaction: false,
  run({ request, engine }) {
    const namespace = namespaceOf(request);
    if (engine.catalog.find(namespace)) {
      throw new ServerError('NamespaceExists', `Collection ${namespace} already exists.`);
    }
    engine.catalog.create(namespace);
    return Promise.resolve({});
  },
};
