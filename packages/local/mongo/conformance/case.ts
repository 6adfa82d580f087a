import type { Document } from 'bson';

/**
 * What MongoDB documents about one behaviour, as data: documents and indexes given → commands → what each must answer,
 * and what is stored afterwards. The same cases are put to the embedded server and to any replica set.
 */
export interface Case {
  readonly title: string;
  /** The page of MongoDB's manual it is written from, below https://www.mongodb.com/docs/manual/ */
  readonly page: string;
  /** What COLLECTION holds at first; without documents and indexes it does not exist. */
  readonly documents?: readonly Document[];
  /** As createIndexes takes them. */
  readonly indexes?: readonly Document[];
  readonly steps: readonly Step[];
  /** All documents afterwards, in the order of insertion. */
  readonly stored?: readonly Document[];
  /** A refusal of the embedded server, which MongoDB would not refuse. Not put to other servers. */
  readonly isRefusal?: true;
}

/** One command and its answer. Of a reply only the fields named here count, and those exactly, types included. */
export interface Step {
  readonly command: Document;
  /** Name of a client session: its transaction begins with its first step and ends with commit or abort. */
  readonly within?: string;
  readonly reply?: Document;
  /** The documents of the cursor's batch, in order. */
  readonly found?: readonly Document[];
  /** Their ids only, in any order. */
  readonly foundIds?: readonly unknown[];
  readonly error?: Failure;
  /** What went wrong with single statements of a bulk write: all of it, in order. */
  readonly writeErrors?: readonly Failure[];
  /** Kept for later steps, which name it as CURSOR. */
  readonly keepsCursor?: true;
}

export interface Failure {
  /** Left out where versions of MongoDB have different ones. */
  readonly code?: number;
  readonly codeName?: string;
  /** Of the statement in its bulk write. */
  readonly index?: number;
  /** Of a duplicate: the index, and the value that was there already. */
  readonly keyPattern?: Document;
  readonly keyValue?: Document;
  readonly labels?: readonly string[];
  /** A part of the message: of refusals, the name of what is refused. */
  readonly message?: string;
}

/** The collection of every case; the database is the runner's. */
export const COLLECTION = 'c';
/** Stands for the id of the cursor kept last. */
export const CURSOR = '<the cursor>';

export const COMMIT: Document = { commitTransaction: 1 };
export const ABORT: Document = { abortTransaction: 1 };

/** `[title, filter, ids found]`: many filters on the same documents. */
export function filterCases(
  page: string,
  documents: readonly Document[],
  rows: readonly (readonly [title: string, filter: Document, ids: readonly unknown[]])[],
  indexes: readonly Document[] = [],
): Case[] {
  return rows.map(([title, filter, foundIds]) => ({
    title,
    page,
    documents,
    indexes,
    steps: [
      { command: { find: COLLECTION, filter }, foundIds },
      // Counting may take another way to the same answer.
      { command: count(filter), found: foundIds.length > 0 ? [{ _id: 1, n: foundIds.length }] : [] },
    ],
  }));
}

/** `[title, before, update, after]`: many updates of the one document `_id: 1`. */
export function updateCases(
  page: string,
  rows: readonly (readonly [title: string, before: Document, update: Document, after: Document])[],
): Case[] {
  return rows.map(([title, before, update, after]) => ({
    title,
    page,
    documents: [{ _id: 1, ...before }],
    steps: [{ command: updateOne({ _id: 1 }, update), reply: { n: 1 } }],
    stored: [{ _id: 1, ...after }],
  }));
}

/** `[title, command, failure]`: commands that fail and leave everything as it was. */
export function failureCases(
  page: string,
  documents: readonly Document[],
  rows: readonly (readonly [title: string, command: Document, error: Failure])[],
  extra: Pick<Case, 'isRefusal' | 'indexes'> = {},
): Case[] {
  return rows.map(([title, command, error]) => ({
    title,
    page,
    documents,
    steps: [{ command, error }],
    stored: documents,
    ...extra,
  }));
}

/** What drivers send for countDocuments. */
export function count(filter: Document): Document {
  return { aggregate: COLLECTION, pipeline: [{ $match: filter }, { $group: { _id: 1, n: { $sum: 1 } } }], cursor: {} };
}

export function updateOne(q: Document, u: Document | readonly Document[], options: Document = {}): Document {
  return { update: COLLECTION, updates: [{ q, u, ...options }] };
}

export function insert(...documents: readonly Document[]): Document {
  return { insert: COLLECTION, documents };
}

export function remove(q: Document, limit: 0 | 1): Document {
  return { delete: COLLECTION, deletes: [{ q, limit }] };
}

export function find(filter: Document, options: Document = {}): Document {
  return { find: COLLECTION, filter, ...options };
}
