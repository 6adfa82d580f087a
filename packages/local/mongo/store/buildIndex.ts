import { RawDoc } from '../bson/rawDoc.ts';
import type { Collection, Index } from './catalog.ts';
import { duplicateKey } from './duplicateKey.ts';
import { PRESENT } from './entryLog.ts';
import { indexKeys } from './indexKeys.ts';
import { endOf } from './keys.ts';
import type { Bytes, Snapshot } from './store.ts';

/** The entries of a new index over what is in the collection. Throws DuplicateKey when a unique one cannot be. */
export function buildIndex(snapshot: Snapshot, collection: Collection, index: Index): Map<string, Bytes> {
  const entries = new Map<string, Bytes>();
  let from = collection.space;
  for (;;) {
    const page = snapshot.range({ from, to: endOf(collection.space), reverse: false, limit: PAGE });
    for (const { key, value } of page) {
      const record = key.slice(collection.space.length);
      const doc = new RawDoc(Buffer.from(value));
      const { keys, isMultikey } = indexKeys(index, doc);
      if (isMultikey) index.multikey = true;
      for (const indexKey of keys) {
        const entry = indexKey + (index.unique ? '' : record);
        if (entries.has(entry)) throw duplicateKey(collection, index, doc, indexKey);
        entries.set(entry, index.unique ? record : PRESENT);
      }
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return entries;
    from = `${last.key}\0`;
  }
}

const PAGE = 512;
