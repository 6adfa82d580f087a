import type { Document } from 'bson';
import { ABORT, COMMIT, count, find, insert, remove, updateOne } from '../case.ts';
import type { Case, Step } from '../case.ts';

const PAGE = 'core/transactions/';
const CONFLICTS = 'core/transactions-production-consideration/';
const A = 'A';
const B = 'B';
const within = (name: string, step: Step): Step => ({ ...step, within: name });
const raise = (n: number): Step => ({ command: updateOne({ _id: 1 }, { $inc: { n } }), reply: { n: 1, nModified: 1 } });
const sees = (n: number): Step => ({ command: find({ _id: 1 }), found: [{ _id: 1, n }] });
const conflict: Step['error'] = { code: 112, codeName: 'WriteConflict', labels: ['TransientTransactionError'] };
const gone: Step['error'] = { code: 251, codeName: 'NoSuchTransaction', labels: ['TransientTransactionError'] };
const commit = (name: string): Step => within(name, { command: COMMIT });
const abort = (name: string): Step => within(name, { command: ABORT });

const documents = [
  { _id: 1, n: 0 },
  { _id: 2, n: 0 },
];
const made = (
  title: string,
  steps: readonly Step[],
  stored: readonly object[],
  page = PAGE,
  indexes: readonly Document[] = [],
): Case => ({
  title,
  page,
  documents,
  indexes,
  steps,
  stored,
});

export const transactionCases: readonly Case[] = [
  made(
    'a commit makes everything visible at once',
    [
      within(A, raise(1)),
      within(A, { command: insert({ _id: 3 }) }),
      sees(0),
      { command: count({}), found: [{ _id: 1, n: 2 }] },
      commit(A),
      sees(1),
    ],
    [{ _id: 1, n: 1 }, { _id: 2, n: 0 }, { _id: 3 }],
  ),
  made(
    'an abort leaves nothing',
    [
      within(A, raise(1)),
      within(A, { command: insert({ _id: 3 }) }),
      within(A, { command: remove({ _id: 2 }, 1) }),
      abort(A),
    ],
    documents,
  ),
  made(
    'it reads its own writes',
    [
      within(A, raise(1)),
      within(A, sees(1)),
      within(A, { command: count({ n: 1 }), found: [{ _id: 1, n: 1 }] }),
      commit(A),
    ],
    [
      { _id: 1, n: 1 },
      { _id: 2, n: 0 },
    ],
  ),
  made(
    'it reads its own removals',
    [
      within(A, { command: remove({}, 0), reply: { n: 2 } }),
      within(A, { command: find({}), found: [] }),
      { command: find({}), found: documents },
      abort(A),
    ],
    documents,
  ),
  made(
    'it reads the moment it began',
    [
      within(A, sees(0)),
      raise(5),
      { command: insert({ _id: 3 }) },
      within(A, sees(0)),
      within(A, { command: count({}), found: [{ _id: 1, n: 2 }] }),
      commit(A),
    ],
    [{ _id: 1, n: 5 }, { _id: 2, n: 0 }, { _id: 3 }],
  ),
  made(
    'the first writer wins',
    [within(A, raise(1)), within(B, { ...raise(2), reply: {}, error: conflict }), commit(A)],
    [
      { _id: 1, n: 1 },
      { _id: 2, n: 0 },
    ],
    CONFLICTS,
  ),
  made(
    'who comes after a commit loses, too',
    [within(B, sees(0)), raise(1), within(B, { ...raise(2), reply: {}, error: conflict })],
    [
      { _id: 1, n: 1 },
      { _id: 2, n: 0 },
    ],
    CONFLICTS,
  ),
  made(
    'who removes what another has written loses',
    [within(A, raise(1)), within(B, { command: remove({ _id: 1 }, 1), error: conflict }), abort(A)],
    documents,
    CONFLICTS,
  ),
  made(
    'an update that changes nothing writes nothing: no conflict',
    [
      within(A, raise(1)),
      within(B, { command: updateOne({ _id: 1 }, { $set: { n: 0 } }), reply: { n: 1, nModified: 0 } }),
      { command: updateOne({ _id: 1 }, { $set: { n: 0 } }), reply: { n: 1, nModified: 0 } },
      commit(B),
      abort(A),
    ],
    documents,
    'reference/command/update/',
  ),
  made(
    'only its first command names a read concern',
    [
      within(A, raise(1)),
      within(A, { command: { ...find({}), readConcern: { level: 'local' } }, error: { code: 72 } }),
      abort(A),
    ],
    documents,
    'reference/read-concern/',
  ),
  made(
    'none of its commands but the last has a write concern',
    [
      within(A, raise(1)),
      within(A, { command: { ...insert({ _id: 3 }), writeConcern: { w: 1 } }, error: { code: 72 } }),
      abort(A),
    ],
    documents,
    'core/transactions/',
  ),
  made(
    'two that write different documents both commit: write skew',
    [
      within(A, { command: find({ _id: 2 }), found: [{ _id: 2, n: 0 }] }),
      within(B, sees(0)),
      within(A, raise(1)),
      within(B, { command: updateOne({ _id: 2 }, { $set: { n: 2 } }), reply: { n: 1 } }),
      commit(A),
      commit(B),
    ],
    [
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ],
  ),
  made(
    'two inserts of one id conflict',
    [
      within(A, { command: insert({ _id: 9 }), reply: { n: 1 } }),
      within(B, { command: insert({ _id: 9 }), error: conflict }),
      commit(A),
    ],
    [...documents, { _id: 9 }],
    CONFLICTS,
  ),
  made(
    'two inserts of one unique key conflict',
    [
      within(A, { command: insert({ _id: 8, u: 'x' }), reply: { n: 1 } }),
      within(B, { command: insert({ _id: 9, u: 'x' }), error: conflict }),
      abort(A),
    ],
    documents,
    CONFLICTS,
    [{ key: { u: 1 }, name: 'u', unique: true, partialFilterExpression: { u: { $exists: true } } }],
  ),
  made(
    'a duplicate key ends it',
    [
      within(A, raise(1)),
      within(A, { command: insert({ _id: 2 }), error: { code: 11000 } }),
      within(A, { ...sees(1), found: [], error: gone }),
    ],
    documents,
  ),
  made(
    'after an error there is nothing to commit',
    [
      within(A, raise(1)),
      within(A, { command: insert({ _id: 2 }), error: { code: 11000 } }),
      within(A, { command: COMMIT, error: gone }),
    ],
    documents,
  ),
  made(
    'a commit can be repeated',
    [within(A, raise(1)), commit(A), commit(A)],
    [
      { _id: 1, n: 1 },
      { _id: 2, n: 0 },
    ],
  ),
  made('a transaction that only read commits', [within(A, sees(0)), commit(A), commit(A)], documents),
  made(
    'findAndModify within',
    [
      within(A, {
        command: { findAndModify: 'c', query: { _id: 1 }, update: { $inc: { n: 3 } }, new: true },
        reply: { value: { _id: 1, n: 3 } },
      }),
      sees(0),
      commit(A),
    ],
    [
      { _id: 1, n: 3 },
      { _id: 2, n: 0 },
    ],
  ),
  made(
    'an upsert within',
    [
      within(A, { command: updateOne({ _id: 7 }, { $set: { n: 7 } }, { upsert: true }), reply: { n: 1 } }),
      within(A, { command: find({ n: 7 }), found: [{ _id: 7, n: 7 }] }),
      commit(A),
    ],
    [...documents, { _id: 7, n: 7 }],
  ),
  made(
    'a key may pass from one document to another',
    [
      within(A, { command: remove({ _id: 1 }, 1) }),
      within(A, { command: insert({ _id: 1, n: 9 }), reply: { n: 1 } }),
      commit(A),
    ],
    [
      { _id: 2, n: 0 },
      { _id: 1, n: 9 },
    ],
  ),
  made(
    'a cursor reads within its transaction',
    [
      within(A, { command: find({}, { batchSize: 1 }), found: [{ _id: 1, n: 0 }], keepsCursor: true }),
      { command: updateOne({ _id: 2 }, { $set: { n: 5 } }), reply: { n: 1 } },
      within(A, { command: { getMore: '<the cursor>', collection: 'c' }, found: [{ _id: 2, n: 0 }] }),
      commit(A),
    ],
    [
      { _id: 1, n: 0 },
      { _id: 2, n: 5 },
    ],
  ),
  made(
    'a removed and inserted document stays in its indexes',
    [
      within(A, { command: remove({ _id: 2 }, 1) }),
      within(A, { command: insert({ _id: 2, n: 4 }), reply: { n: 1 } }),
      within(A, { command: find({ n: { $gte: 1 } }), found: [{ _id: 2, n: 4 }] }),
      commit(A),
      { command: find({ n: { $gte: 1 } }), found: [{ _id: 2, n: 4 }] },
    ],
    [
      { _id: 1, n: 0 },
      { _id: 2, n: 4 },
    ],
    PAGE,
    [{ key: { n: 1 }, name: 'n' }],
  ),
  {
    title: 'DDL is no part of a transaction',
    page: 'core/transactions-operations/',
    documents,
    steps: [
      within(A, {
        command: { listIndexes: 'c' },
        error: { code: 263, codeName: 'OperationNotSupportedInTransaction' },
      }),
    ],
  },
];
