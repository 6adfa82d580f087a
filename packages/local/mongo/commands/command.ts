import type { Reply } from '../bson/encode.ts';
import type { Cursors } from '../server/cursors.ts';
import type { Engine } from '../server/engine.ts';
import type { Request } from '../server/request.ts';
import type { Participation, Sessions } from '../server/sessions.ts';
import type { Transaction } from '../store/transaction.ts';

/** One command of the wire protocol. */
export interface Command {
  /** The fields it understands beside its own name and COMMON_OPTIONS; any other is refused. */
  readonly options: readonly string[];
  /** Whether it may be part of a multi-document transaction. */
  readonly inTransaction: boolean;
  /** Returns the reply without `ok`. Throws ServerError. */
  run(call: Call): Promise<Reply>;
}

/** A command being run, with everything it may touch. */
export interface Call {
  readonly request: Request;
  readonly engine: Engine;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  /** Numbers the connections of this server. */
  readonly connection: number;
  /** `127.0.0.1:port`, as clients dial it. */
  readonly address: string;
  readonly part: Participation;
}

/** What any command may carry. */
export const COMMON_OPTIONS: readonly string[] = [
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  '$readPreference',
  'readConcern',
  'writeConcern',
];

/** Writes within the call's transaction, or in one of their own that is on disk before this returns. */
export async function inWrite(call: Call, work: (transaction: Transaction) => Promise<Reply>): Promise<Reply> {
  const { transaction, remember } = call.part;
  if (transaction) return work(transaction);
  let reply: Reply = {};
  await call.engine.write(async (own) => {
    reply = await work(own);
    return remember?.(reply);
  });
  return reply;
}
