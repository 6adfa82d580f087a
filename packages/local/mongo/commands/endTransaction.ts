import { ServerError } from '../errors.ts';
import { docsField, sessionId } from '../server/request.ts';
import type { Request, SessionFields } from '../server/request.ts';
import type { Command } from './command.ts';

/** These three act on a session from outside: none of them is a statement of its transaction. */
export const commitTransaction: Command = {
  options: [],
  inTransaction: false,
  async run({ request, sessions, connection }) {
    await sessions.commit(transactionFields(request), connection);
    return {};
  },
};

export const abortTransaction: Command = {
  options: [],
  inTransaction: false,
  async run({ request, sessions, connection }) {
    await sessions.abort(transactionFields(request), connection);
    return {};
  },
};

export const endSessions: Command = {
  options: [],
  inTransaction: false,
  async run({ request, sessions }) {
    const ids = docsField(request.body, 'endSessions').map(sessionId);
    for (const id of ids) await sessions.end(id);
    return {};
  },
};

function transactionFields({ name, session }: Request): SessionFields {
  if (session?.txnNumber === undefined || !session.isInTransaction) {
    throw new ServerError('InvalidOptions', `${name} must be run within a transaction`);
  }
  return session;
}
