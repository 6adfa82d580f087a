import { Int32 } from 'bson';
import { encodeDoc } from '../bson/encode.ts';
import { keyOf } from '../bson/keyString.ts';
import { RawDoc } from '../bson/rawDoc.ts';
import { isDoc, isInt32 } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import type { CodeName } from '../errors.ts';
import { fieldPathValue } from '../query/compileExpression.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { planCount } from '../query/planQuery.ts';
import { scanCount } from '../query/scan.ts';
import type { Source } from '../server/cursors.ts';
import { countField, docField, docsField, namespaceOf, unknownOption } from '../server/request.ts';
import { TimeSlice } from '../server/timeSlice.ts';
import { isPlain } from '../store/indexKeys.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Call, Command } from './command.ts';
import { matching } from './matching.ts';
import { openCursor } from './openCursor.ts';

/** `[{$match}, {$group: {_id: '$field' | constant, n: {$sum: 1}}}]`: counting, which is all Muster does. */
export const aggregate: Command = {
  options: ['pipeline', 'cursor'],
  inTransaction: true,
  async run(call) {
    const pipeline = readPipeline(call.request.body);
    if (!call.request.body.has('cursor')) throw new ServerError('FailedToParse', "The 'cursor' option is required");
    const cursor = docField(call.request.body, 'cursor');
    for (const name of cursor.keys()) if (name !== 'batchSize') throw unknownOption('aggregate', `cursor.${name}`);
    return openCursor(call, namespaceOf(call.request), countField(cursor, 'batchSize', 101), false, (transaction) =>
      groups(call, transaction, pipeline),
    );
  },
};

interface Pipeline {
  readonly filter: Doc;
  readonly id: Value;
  /** Names of the fields that count. */
  readonly counters: readonly string[];
}

function readPipeline(body: Doc): Pipeline {
  const stages = docsField(body, 'pipeline').map(readStage);
  let filter: Doc = new Map();
  let group: Pick<Pipeline, 'id' | 'counters'> | undefined;
  const allowed = ['$match', '$group'];
  for (const [name, operand] of stages) {
    const place = allowed.indexOf(name);
    if (place < 0) throw unsupported(`pipeline stage ${name} here`);
    allowed.splice(0, place + 1);
    if (name === '$match') filter = asDoc(operand, 'Location15959');
    if (name === '$group') group = readGroup(asDoc(operand, 'Location15947'));
  }
  if (!group) throw unsupported('a pipeline without $group');
  return { filter, ...group };
}

function readStage(stage: Doc): readonly [string, Value] {
  const [entry, ...more] = stage;
  if (entry && more.length === 0) return entry;
  throw new ServerError('Location40323', 'A pipeline stage specification object must contain exactly one field.');
}

function readGroup(group: Doc): Pick<Pipeline, 'id' | 'counters'> {
  const id = group.get('_id');
  if (id === undefined) throw new ServerError('Location15955', 'a group specification must include an _id');
  if (isDoc(id) || Array.isArray(id) || (typeof id === 'string' && id.startsWith('$$')))
    throw unsupported('$group by an expression');
  const counters = [...group.keys()].filter((name) => name !== '_id');
  for (const name of counters) {
    if (!isPlain(name) || name.includes('.')) throw unsupported(`a group's field '${name}'`);
    const accumulator = asDoc(group.get(name), 'Location40238');
    if (accumulator.size !== 1)
      throw new ServerError('Location40238', `The field '${name}' must specify one accumulator`);
    const one = accumulator.get('$sum');
    if (!isInt32(one) || one.value !== 1) throw unsupported('any accumulator but {$sum: 1}');
  }
  return { id, counters };
}

async function* groups(call: Call, transaction: Transaction, pipeline: Pipeline): Source {
  const collection = call.engine.catalog.find(namespaceOf(call.request));
  if (!collection) return;
  const { filter, id } = pipeline;
  const slice = new TimeSlice();
  if (typeof id === 'string' && id.startsWith('$')) {
    const counts = new Map<string, { id: Value; n: number }>();
    for await (const step of matching(call, transaction, collection, filter)) {
      for (const { bytes } of step) countOne(counts, fieldPathValue(new RawDoc(bytes), id.slice(1)));
    }
    yield [...counts.values()].map((group) => groupDoc(group.id, group.n, pipeline));
    return;
  }
  let n = 0;
  const plan = planCount(collection, filter);
  for (const count of scanCount(transaction, collection, plan, compileFilter(filter, call.request.now))) {
    n += count;
    await slice.pause();
  }
  if (n > 0) yield [groupDoc(id, n, pipeline)];
}

function countOne(counts: Map<string, { id: Value; n: number }>, value: Value): void {
  const key = keyOf(value ?? null);
  const group = counts.get(key);
  if (group) group.n++;
  else counts.set(key, { id: value ?? null, n: 1 });
}

function groupDoc(id: Value, n: number, { counters }: Pipeline): Buffer {
  return encodeDoc(new Map<string, Value>([['_id', id], ...counters.map((name) => [name, new Int32(n)] as const)]));
}

function asDoc(value: Value, code: CodeName): Doc {
  if (!isDoc(value)) throw new ServerError(code, 'a pipeline stage needs an object');
  return value;
}
