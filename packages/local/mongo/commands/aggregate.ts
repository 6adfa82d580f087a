import { Int32 } from 'bson';
import { encodeDoc } from '../bson/encode.ts';
import { keyOf } from '../bson/keyString.ts';
import { RawDoc } from '../bson/rawDoc.ts';
import { integer, isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { planCount } from '../query/planQuery.ts';
import { scanCount } from '../query/scan.ts';
import type { Source } from '../server/cursors.ts';
import { countField, docField, namespaceOf, unknownOption } from '../server/request.ts';
import { valuesAt } from '../store/indexKeys.ts';
import type { Transaction } from '../store/transaction.ts';
import { timeSlice } from './command.ts';
import type { Call, Command } from './command.ts';
import { matching } from './matching.ts';
import { openCursor } from './openCursor.ts';

/** `[{$match}, {$skip}, {$limit}, {$group: {_id: '$field' | constant, n: {$sum: 1}}}]`: counting, which is all Muster does. */
export const aggregate: Command = {
  options: ['pipeline', 'cursor'],
  inTransaction: true,
  async run(call) {
    const pipeline = readPipeline(call.request.body.get('pipeline'));
    const cursor = docField(call.request.body, 'cursor');
    for (const name of cursor.keys()) if (name !== 'batchSize') throw unknownOption('aggregate', `cursor.${name}`);
    return openCursor(call, namespaceOf(call.request), countField(cursor, 'batchSize', 101), false, (transaction) =>
      groups(call, transaction, pipeline),
    );
  },
};

interface Pipeline {
  readonly filter: Doc;
  readonly skip: number;
  readonly limit: number;
  readonly id: Value;
  /** Names of the fields that count. */
  readonly counters: readonly string[];
}

function readPipeline(source: Value): Pipeline {
  if (!Array.isArray(source)) throw new ServerError('TypeMismatch', "'pipeline' option must be specified as an array");
  const stages = source.filter(isDoc).map((stage) => [...stage][0] ?? (['', null] as const));
  let filter: Doc = new Map();
  let skip = 0;
  let limit = Infinity;
  const allowed = ['$match', '$skip', '$limit', '$group'];
  for (const [name, operand] of stages) {
    const place = allowed.indexOf(name);
    if (place < 0) throw unsupported(`pipeline stage ${name} here`);
    allowed.splice(0, place + 1);
    if (name === '$match') filter = asDoc(operand);
    if (name === '$skip') skip = integer(operand) ?? 0;
    if (name === '$limit') limit = integer(operand) ?? 0;
    if (name === '$group') return { filter, skip, limit, ...readGroup(asDoc(operand)) };
  }
  throw unsupported('a pipeline without $group');
}

function readGroup(group: Doc): Pick<Pipeline, 'id' | 'counters'> {
  const id = group.get('_id');
  if (id === undefined) throw new ServerError('FailedToParse', 'a group specification must include an _id');
  if (isDoc(id) || (typeof id === 'string' && id.startsWith('$$'))) throw unsupported('$group by an expression');
  const counters = [...group.keys()].filter((name) => name !== '_id');
  for (const name of counters) {
    const accumulator = asDoc(group.get(name));
    if (accumulator.size !== 1 || integer(accumulator.get('$sum')) !== 1)
      throw unsupported('any accumulator but {$sum: 1}');
  }
  return { id, counters };
}

async function* groups(call: Call, transaction: Transaction, pipeline: Pipeline): Source {
  const collection = call.engine.catalog.find(namespaceOf(call.request));
  if (!collection) return;
  const { filter, skip, limit, id } = pipeline;
  const slice = timeSlice(call);
  if (typeof id === 'string' && id.startsWith('$')) {
    if (skip > 0 || limit < Infinity) throw unsupported('$skip or $limit before $group by a field');
    const counts = new Map<string, { id: Value; n: number }>();
    for await (const step of matching(call, transaction, collection, filter)) {
      for (const { bytes } of step) countOne(counts, valuesAt(new RawDoc(bytes), id.slice(1)));
    }
    yield [...counts.values()].map((group) => groupDoc(group.id, group.n, pipeline));
    return;
  }
  let total = 0;
  const plan = planCount(collection, filter);
  for (const count of scanCount(transaction, collection, plan, compileFilter(filter, call.request.now))) {
    total += count;
    if (total >= skip + limit) break;
    await slice.pause();
  }
  const n = Math.min(limit, Math.max(0, total - skip));
  if (n > 0) yield [groupDoc(id, n, pipeline)];
}

function countOne(counts: Map<string, { id: Value; n: number }>, values: readonly Value[]): void {
  if (values.length > 1) throw unsupported('$group by a path through an array');
  const value = values[0];
  const key = keyOf(value ?? null);
  const group = counts.get(key);
  if (group) group.n++;
  else counts.set(key, { id: value ?? null, n: 1 });
}

function groupDoc(id: Value, n: number, { counters }: Pipeline): Buffer {
  return encodeDoc(new Map<string, Value>([['_id', id], ...counters.map((name) => [name, new Int32(n)] as const)]));
}

function asDoc(value: Value): Doc {
  if (!isDoc(value)) throw new ServerError('FailedToParse', 'a pipeline stage needs an object');
  return value;
}
