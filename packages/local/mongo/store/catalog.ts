import { Int32 } from 'bson';
import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { integer, isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { CATALOG, endOf, indexSpace, multikeyMark, recordNumber, recordSpace, RECORD_BYTES } from './keys.ts';
import type { Bytes, Snapshot, Store } from './store.ts';

export interface Index {
  readonly id: number;
  readonly name: string;
  readonly space: string;
  /** Of the indexed fields, in order; all ascending. */
  readonly paths: readonly string[];
  readonly unique: boolean;
  /** A document is in the index only if it has all of these fields; empty for a full index. */
  readonly onlyWith: readonly string[];
  /** As given to createIndexes and returned by listIndexes. */
  readonly spec: Doc;
  /** True once a document had an array in an indexed field. Never goes back: plans must not rely on one key a document. */
  multikey: boolean;
}

export interface Collection {
  readonly id: number;
  /** `database.collection` */
  readonly namespace: string;
  readonly space: string;
  indexes: readonly Index[];
  /** The id of the next record. */
  nextRecord: number;
}

/** All collections and indexes, in memory; every change is on disk first. */
export class Catalog {
  readonly #store: Store;
  readonly #collections = new Map<string, Collection>();
  #nextId = 1;

  constructor(store: Store) {
    this.#store = store;
    const snapshot = store.snapshot();
    const entries = snapshot.range({ from: CATALOG, to: endOf(CATALOG), reverse: false, limit: Infinity });
    for (const { key, value } of entries) {
      const collection = readCollection(key.slice(CATALOG.length), value, snapshot);
      this.#collections.set(collection.namespace, collection);
      this.#nextId = Math.max(this.#nextId, collection.id + 1, ...collection.indexes.map((index) => index.id + 1));
    }
    snapshot.close();
  }

  find(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  /** The collections of one database. */
  of(database: string): Collection[] {
    return [...this.#collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
  }

  /** Not part of any transaction: an implicitly created collection stays, empty, when its transaction aborts. */
  create(namespace: string): Collection {
    const id = this.#nextId++;
    const collection: Collection = {
      id,
      namespace,
      space: recordSpace(id),
      indexes: [this.newIndex(ID_INDEX)],
      nextRecord: 1,
    };
    this.#store.commit([catalogEntry(collection)]);
    this.#collections.set(namespace, collection);
    return collection;
  }

  newIndex(spec: Doc): Index {
    return readIndex(this.#nextId++, spec);
  }

  /** Adds built indexes together with their entries, which the caller computed. */
  addIndexes(
    collection: Collection,
    indexes: readonly Index[],
    entries: Iterable<readonly [string, Bytes | null]>,
  ): void {
    const all = [...collection.indexes, ...indexes];
    const marks = indexes.filter((index) => index.multikey).map((index) => [multikeyMark(index.id), ''] as const);
    this.#store.commit([catalogEntry({ ...collection, indexes: all }), ...marks, ...entries]);
    collection.indexes = all;
  }

  drop(collections: readonly Collection[]): void {
    const snapshot = this.#store.snapshot();
    this.#store.commit(collections.flatMap((collection) => removalOf(collection, snapshot)));
    snapshot.close();
    for (const { namespace } of collections) this.#collections.delete(namespace);
  }
}

/** What every collection starts with. */
const ID_INDEX: Doc = new Map<string, Value>([
  ['v', new Int32(2)],
  ['key', new Map([['_id', new Int32(1)]])],
  ['name', '_id_'],
]);

function catalogEntry(collection: Collection): readonly [string, Buffer] {
  const indexes = collection.indexes.map(({ id, spec }) => ({ id, spec }));
  return [CATALOG + collection.namespace, encodeDoc({ id: collection.id, indexes })];
}

function readCollection(namespace: string, value: Bytes, snapshot: Snapshot): Collection {
  const doc = decodeDoc(Buffer.from(value));
  const id = integer(doc.get('id')) ?? 0;
  const space = recordSpace(id);
  const last = snapshot.range({ from: space, to: endOf(space), reverse: true, limit: 1 })[0];
  const items = doc.get('indexes');
  const indexes = (Array.isArray(items) ? items : []).filter(isDoc).map((item) => {
    const spec = item.get('spec');
    const index = readIndex(integer(item.get('id')) ?? 0, isDoc(spec) ? spec : ID_INDEX);
    index.multikey = snapshot.get(multikeyMark(index.id)) !== undefined;
    return index;
  });
  return { id, namespace, space, indexes, nextRecord: last ? recordNumber(last.key.slice(-RECORD_BYTES)) + 1 : 1 };
}

function readIndex(id: number, spec: Doc): Index {
  const key = spec.get('key');
  const name = spec.get('name');
  const partial = spec.get('partialFilterExpression');
  return {
    id,
    name: typeof name === 'string' ? name : '',
    space: indexSpace(id),
    paths: isDoc(key) ? [...key.keys()] : [],
    unique: spec.get('unique') === true || name === '_id_',
    onlyWith: isDoc(partial) ? [...partial.keys()] : [],
    spec,
    multikey: false,
  };
}

function removalOf(collection: Collection, snapshot: Snapshot): (readonly [string, null])[] {
  const spaces = [collection.space, ...collection.indexes.map((index) => index.space)];
  const keys = spaces.flatMap((space) =>
    snapshot.range({ from: space, to: endOf(space), reverse: false, limit: Infinity }).map(({ key }) => key),
  );
  const marks = collection.indexes.map(({ id }) => multikeyMark(id));
  return [CATALOG + collection.namespace, ...marks, ...keys].map((key) => [key, null] as const);
}
