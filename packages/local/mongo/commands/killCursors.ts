import { ServerError } from '../errors.ts';
import { requiredField } from '../server/request.ts';
import type { Command } from './command.ts';

export const killCursors: Command = {
  options: ['cursors'],
  inTransaction: true,
  async run({ request, cursors }) {
    const ids = requiredField(request.body, 'cursors');
    if (!Array.isArray(ids)) throw new ServerError('TypeMismatch', 'field cursors has to be an array');
    const killed: bigint[] = [];
    const notFound: bigint[] = [];
    for (const id of ids) {
      if (typeof id !== 'bigint') throw new ServerError('TypeMismatch', 'a cursor id has to be of type long');
      ((await cursors.kill(id)) ? killed : notFound).push(id);
    }
    return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};
