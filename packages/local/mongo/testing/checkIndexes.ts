import { join } from 'node:path';
import { RawDoc } from '../bson/rawDoc.ts';
import { Catalog } from '../store/catalog.ts';
import type { Collection, Index } from '../store/catalog.ts';
import { indexKeys } from '../store/indexKeys.ts';
import { endOf } from '../store/keys.ts';
import { openStore } from '../store/store.ts';
import type { Entry, Snapshot } from '../store/store.ts';

/**
 * Opens the files of a server that does not run and compares every index with the documents, both ways. Returns what
 * does not agree.
 */
export async function checkIndexes(dataDir: string, namespaces: readonly string[]): Promise<string[]> {
  const store = openStore(join(dataDir, 'data.mdb'), true);
  const catalog = new Catalog(store);
  const snapshot = store.snapshot();
  try {
    return namespaces.flatMap((namespace) => {
      const collection = catalog.find(namespace);
      return collection ? collection.indexes.flatMap((index) => faultsOf(snapshot, collection, index)) : [];
    });
  } finally {
    snapshot.close();
    await store.close();
  }
}

function faultsOf(snapshot: Snapshot, collection: Collection, index: Index): string[] {
  const expected = new Map<string, string>();
  for (const { key, value } of everything(snapshot, collection.space)) {
    const record = key.slice(collection.space.length);
    for (const indexKey of indexKeys(index, new RawDoc(Buffer.from(value))).keys) {
      expected.set(indexKey + (index.unique ? '' : record), record);
    }
  }
  const entries = everything(snapshot, index.space);
  const present = new Map(entries.map(({ key, value }) => [key, value.toString('latin1')]));
  const name = `${collection.namespace} ${index.name}`;
  return [
    ...[...expected.keys()].filter((key) => !present.has(key)).map((key) => `${name}: no entry for ${printable(key)}`),
    ...[...present.keys()]
      .filter((key) => !expected.has(key))
      .map((key) => `${name}: entry of nothing ${printable(key)}`),
    ...[...expected]
      .filter(([key, record]) => index.unique && present.has(key) && present.get(key) !== record)
      .map(([key]) => `${name}: entry of another document ${printable(key)}`),
  ];
}

function everything(snapshot: Snapshot, space: string): Entry[] {
  return snapshot.range({ from: space, to: endOf(space), reverse: false, limit: Infinity });
}

function printable(key: string): string {
  return JSON.stringify(key.slice(5));
}
