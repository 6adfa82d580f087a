import { Int32 } from 'bson';
import { equalValues } from '../bson/compareValues.ts';
import { showValue } from '../bson/showValue.ts';
import { integer, isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { docField, docsField, flagField, namespaceOf, unknownOption } from '../server/request.ts';
import { isPlain } from '../store/indexKeys.ts';
import type { Collection } from '../store/catalog.ts';
import { buildIndex } from '../store/buildIndex.ts';
import type { Command } from './command.ts';

export const createIndexes: Command = {
  options: ['indexes'],
  inTransaction: false,
  async run({ request, engine }) {
    const namespace = namespaceOf(request);
    const specs = docsField(request.body, 'indexes').map(readSpec);
    if (specs.length === 0) throw new ServerError('BadValue', 'Must specify at least one index to create');
    const { catalog } = engine;
    const createdCollectionAutomatically = !catalog.find(namespace);
    const before = (catalog.find(namespace) ?? catalog.create(namespace)).indexes.length;
    for (const spec of specs) {
      if (isKnown(catalog.find(namespace), spec)) continue;
      // A transaction that began before the index exists would neither fill it nor may read by it.
      await engine.quiet(() => true);
      const collection = catalog.find(namespace) ?? catalog.create(namespace);
      if (isKnown(collection, spec)) continue;
      const index = catalog.newIndex(spec);
      catalog.addIndexes(
        collection,
        [index],
        engine.withSnapshot((snapshot) => buildIndex(snapshot, collection, index)),
      );
    }
    const after = catalog.find(namespace)?.indexes.length ?? 0;
    return {
      createdCollectionAutomatically,
      numIndexesBefore: new Int32(before),
      numIndexesAfter: new Int32(after),
      ...(after === before ? { note: 'all indexes already exist' } : {}),
    };
  },
};

const SPEC_OPTIONS = ['v', 'key', 'name', 'unique', 'partialFilterExpression'];

/** The index as listIndexes will show it. */
function readSpec(given: Doc): Doc {
  for (const [option, value] of given) {
    if (!SPEC_OPTIONS.includes(option)) throw unknownOption('createIndexes', option);
    if (option === 'v' && integer(value) !== 2) throw unknownOption('createIndexes', 'v other than 2');
  }
  const key = docField(given, 'key');
  if (key.size === 0) throw new ServerError('CannotCreateIndex', 'Index keys cannot be an empty object');
  for (const [path, direction] of key) {
    if (integer(direction) !== 1) throw unsupported(`an index of kind ${showValue(direction)}`);
    if (!isPlain(path)) throw unsupported(`an index on '${path}'`);
  }
  const spec: Doc = new Map<string, Value>([
    ['v', new Int32(2)],
    ['key', key],
    ['name', given.get('name')],
  ]);
  if (typeof given.get('name') !== 'string' || given.get('name') === '')
    throw new ServerError('FailedToParse', 'an index needs a name');
  if (flagField(given, 'unique')) spec.set('unique', true);
  if (given.has('partialFilterExpression')) spec.set('partialFilterExpression', readPartial(given));
  return spec;
}

function readPartial(given: Doc): Doc {
  const partial = docField(given, 'partialFilterExpression');
  for (const [path, condition] of partial) {
    const isExists = isDoc(condition) && condition.size === 1 && condition.get('$exists') === true;
    if (!isPlain(path) || !isExists) throw unsupported('a partial index by anything but {$exists: true}');
  }
  return partial;
}

/** Creating the same index again is nothing; the same name or the same keys with something else is refused. */
function isKnown(collection: Collection | undefined, spec: Doc): boolean {
  for (const { name, spec: known } of collection?.indexes ?? []) {
    const sameKey = equalDocs(known.get('key'), spec.get('key'));
    const sameOptions = ['unique', 'partialFilterExpression'].every((option) =>
      equalDocs(known.get(option), spec.get(option)),
    );
    if (name === spec.get('name')) {
      if (sameKey && sameOptions) return true;
      throw new ServerError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index: ${name}`,
      );
    }
    if (sameKey && equalDocs(known.get('partialFilterExpression'), spec.get('partialFilterExpression'))) {
      throw new ServerError('IndexOptionsConflict', `Index already exists with a different name: ${name}`);
    }
  }
  return false;
}

function equalDocs(left: Value, right: Value): boolean {
  return equalValues(left ?? false, right ?? false);
}
