import { isDoc } from '../bson/value.ts';
import { ServerError } from '../errors.ts';
import { sessionId } from '../server/request.ts';
import type { Request, SessionFields } from '../server/request.ts';
import type { Command } from './command.ts';

/** These three act on a session from outside: none of them is a statement of its transaction. */
export const commitTransaction: Command = {
  options: ['recoveryToken'],
  inTransaction: false,
  async run({ request, sessions, connection }) {
    await sessions.commit(transactionFields(request), connection);
    return {};
  },
};

export const abortTransaction: Command = {
  options: ['recoveryToken'],
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
    const ids = request.body.get('endSessions');
    for (const lsid of Array.isArray(ids) ? ids.filter(isDoc) : []) await sessions.end(sessionId(lsid));
    return {};
  },
};

function transactionFields({ name, session }: Request): SessionFields {
  if (session?.txnNumber === undefined || !session.isInTransaction) {
    throw new ServerError('InvalidOptions', `${name} must be run within a transaction`);
  }
  return session;
}
