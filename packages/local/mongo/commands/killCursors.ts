import type { Command } from './command.ts';

export const killCursors: Command = {
  options: ['cursors'],
  inTransaction: true,
  async run({ request, cursors }) {
    const ids = request.body.get('cursors');
    const killed: bigint[] = [];
    const notFound: bigint[] = [];
    for (const id of Array.isArray(ids) ? ids : []) {
      if (typeof id === 'bigint') ((await cursors.kill(id)) ? killed : notFound).push(id);
    }
    return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};
