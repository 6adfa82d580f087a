import { aggregate } from './aggregate.ts';
import type { Command } from './command.ts';
import { create } from './create.ts';
import { createIndexes } from './createIndexes.ts';
import { deleteCommand } from './delete.ts';
import { dropDatabase } from './dropDatabase.ts';
import { abortTransaction, commitTransaction, endSessions } from './endTransaction.ts';
import { find } from './find.ts';
import { findAndModify } from './findAndModify.ts';
import { getMore } from './getMore.ts';
import { hello } from './hello.ts';
import { insert } from './insert.ts';
import { killCursors } from './killCursors.ts';
import { listIndexes } from './listIndexes.ts';
import { ping } from './ping.ts';
import { update } from './update.ts';

/** Everything this server can do. Any other name is answered with CommandNotFound. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    hello,
    ismaster: hello,
    ping,
    create,
    createIndexes,
    listIndexes,
    dropDatabase,
    insert,
    update,
    delete: deleteCommand,
    find,
    getMore,
    killCursors,
    aggregate,
    findAndModify,
    commitTransaction,
    abortTransaction,
    endSessions,
  }),
);
