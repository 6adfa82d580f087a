import { decodeDoc } from '../bson/decode.ts';
import { integer, isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { isOperatorDoc } from '../query/compileFilter.ts';
import type { Request } from './request.ts';

/**
 * What a command asks of the server, one line for each thing: `find filter $in`, `update operator $inc`, `createIndexes
 * index compound unique`. Values do not count, so that everything a program ever sends is a list that can be read.
 */
export function shapesOf(request: Request): string[] {
  const { name, body, session } = request;
  const options = [...body.keys()].filter((option) => option !== name && !ENVELOPE.has(option));
  const found = new Set([name, ...options.map((option) => `${name} option ${option}`)]);
  const add = (what: string): void => void found.add(`${name} ${what}`);
  if (session?.isInTransaction) add('in transaction');
  addFilter(add, body.get('filter') ?? body.get('query'));
  addProjection(add, body.get('projection'));
  addUpdate(add, body.get('update'));
  const sort = body.get('sort');
  if (isDoc(sort)) add(`sort by ${sort.size === 1 ? 'one field' : 'several fields'}`);
  for (const statement of statementsOf(request)) addStatement(add, statement);
  for (const stage of docsIn(body.get('pipeline'))) addStage(add, stage);
  for (const index of docsIn(body.get('indexes'))) add(`index ${kindOfIndex(index)}`);
  return [...found].sort();
}

type Add = (what: string) => void;

/** What says how a command travels, not what it wants. */
const ENVELOPE: ReadonlySet<string> = new Set(['$db', 'lsid', 'txnNumber', 'autocommit', 'startTransaction']);

function statementsOf({ body, sequences }: Request): Doc[] {
  return ['updates', 'deletes'].flatMap((field) => [
    ...docsIn(body.get(field)),
    ...(sequences.get(field) ?? []).map((bytes) => decodeDoc(bytes)),
  ]);
}

function addStatement(add: Add, statement: Doc): void {
  addFilter(add, statement.get('q'));
  addUpdate(add, statement.get('u'));
  for (const flag of ['multi', 'upsert']) if (statement.get(flag) === true) add(flag);
  if (statement.has('limit')) add(integer(statement.get('limit')) === 1 ? 'of one' : 'of all');
}

function addFilter(add: Add, filter: Value): void {
  if (!isDoc(filter)) return;
  if (filter.size === 0) add('filter empty');
  for (const [path, operand] of filter) {
    if (Array.isArray(operand) && path.startsWith('$')) {
      add(`filter ${path}`);
      for (const branch of operand) addFilter(add, branch);
    } else if (path.startsWith('$')) {
      add(`filter ${path}`);
      addExpression(add, operand);
    } else {
      if (path.includes('.')) add('filter path');
      for (const operator of isOperatorDoc(operand) ? operand.keys() : [equalityTo(operand)]) add(`filter ${operator}`);
    }
  }
}

function equalityTo(operand: Value): string {
  if (operand === null) return 'null';
  if (Array.isArray(operand)) return 'equality to an array';
  return isDoc(operand) ? 'equality to a document' : 'equality';
}

function addExpression(add: Add, expression: Value): void {
  if (typeof expression === 'string' && expression.startsWith('$$')) add(`expression ${expression}`);
  if (Array.isArray(expression)) for (const item of expression) addExpression(add, item);
  if (!isDoc(expression)) return;
  for (const [operator, operands] of expression) {
    add(`expression ${operator}`);
    addExpression(add, operands);
  }
}

function addUpdate(add: Add, update: Value): void {
  if (!isDoc(update)) return;
  const operators = [...update].filter(([name]) => name.startsWith('$'));
  if (operators.length === 0) add('replacement');
  for (const [operator, fields] of operators) {
    add(`operator ${operator}`);
    if (isDoc(fields) && [...fields.keys()].some((path) => path.includes('.'))) add(`operator ${operator} of a path`);
  }
}

function addProjection(add: Add, projection: Value): void {
  if (!isDoc(projection) || projection.size === 0) return;
  for (const [path, value] of projection) {
    if (path !== '_id') add(value === false || integer(value) === 0 ? 'projection exclusion' : 'projection inclusion');
    if (path.includes('.')) add('projection path');
  }
}

function addStage(add: Add, stage: Doc): void {
  for (const [name, operand] of stage) {
    add(`stage ${name}`);
    if (name === '$match') addFilter(add, operand);
    if (name !== '$group' || !isDoc(operand)) continue;
    const id = operand.get('_id');
    add(typeof id === 'string' && id.startsWith('$') ? 'group by field' : 'group by constant');
    for (const accumulator of operand.values()) {
      if (isDoc(accumulator)) for (const kind of accumulator.keys()) add(`accumulator ${kind}`);
    }
  }
}

function kindOfIndex(spec: Doc): string {
  const key = spec.get('key');
  const fields = isDoc(key) ? [...key] : [];
  const kinds = [
    fields.length > 1 ? 'compound' : 'single',
    fields.some(([path]) => path.includes('.')) && 'path',
    spec.get('unique') === true && 'unique',
    spec.has('partialFilterExpression') && 'partial',
  ];
  return kinds.filter(Boolean).join(' ');
}

function docsIn(value: Value): Doc[] {
  return Array.isArray(value) ? value.filter(isDoc) : [];
}
