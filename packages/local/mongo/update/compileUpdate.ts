import { isDoc } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { isPlain } from '../store/indexKeys.ts';
import { compileOperator, isUpdateOperator } from './updateOperators.ts';
import type { Change } from './updateOperators.ts';

export interface Update {
  readonly isReplacement: boolean;
  /** The top-level fields it may change; undefined = any. */
  readonly fields: ReadonlySet<string> | undefined;
  /** Changes the document in place, or returns the replacement. `$setOnInsert` counts only when `isInsert`. */
  apply(doc: Doc, isInsert: boolean): Doc;
}

/** An update document: operators, or a whole new document. Pipelines and array filters are refused. */
export function compileUpdate(update: Value, now: Date): Update {
  if (Array.isArray(update)) throw unsupported('an update pipeline');
  if (!isDoc(update)) throw new ServerError('FailedToParse', 'an update needs a document');
  const names = [...update.keys()];
  const operators = names.filter((name) => name.startsWith('$'));
  if (operators.length === 0) return { isReplacement: true, fields: undefined, apply: () => new Map(update) };
  const plain = names.find((name) => !name.startsWith('$'));
  if (plain !== undefined) throw new ServerError('FailedToParse', `Unknown modifier: ${plain}`);
  const changes = [...update].flatMap(([operator, fields]) => changesOf(operator, fields, now));
  // MongoDB works through the fields in this order, name by name, which decides where new fields end up.
  changes.sort(byNames);
  assertNoConflicts(changes);
  return {
    isReplacement: false,
    fields: new Set(changes.map(({ names: [head = ''] }) => head)),
    apply: (doc, isInsert) => {
      for (const change of changes) if (isInsert || !change.onInsertOnly) applyChange(doc, change);
      return doc;
    },
  };
}

function changesOf(operator: string, fields: Value, now: Date): Change[] {
  if (!isUpdateOperator(operator)) throw unsupported(`update operator ${operator}`);
  if (!isDoc(fields)) {
    throw new ServerError('FailedToParse', `Modifiers operate on fields but we found another type for ${operator}`);
  }
  return [...fields].map(([path, operand]) => {
    if (!isPlain(path)) throw unsupported(`update path '${path}'`);
    return compileOperator(operator, path, operand, now);
  });
}

function byNames({ names: left }: Change, { names: right }: Change): number {
  const at = left.findIndex((name, i) => name !== right[i]);
  return at < 0 || (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}

/** No path twice, and none within another. */
function assertNoConflicts(changes: readonly Change[]): void {
  const all = new Set<string>();
  for (const { path } of changes) {
    for (let end = path.indexOf('.'); ; end = path.indexOf('.', end + 1)) {
      const taken = end < 0 ? path : path.slice(0, end);
      if (all.has(taken)) {
        const message = `Updating the path '${path}' would create a conflict at '${taken}'`;
        throw new ServerError('ConflictingUpdateOperators', message);
      }
      if (end < 0) break;
    }
    all.add(path);
  }
}

function applyChange(doc: Doc, change: Change): void {
  const { names } = change;
  const last = names.at(-1) ?? '';
  let parent = doc;
  for (const name of names.slice(0, -1)) {
    const child = parent.get(name);
    if (isDoc(child)) {
      parent = child;
    } else if (child === undefined) {
      if (change.isRemoval) return;
      const created: Doc = new Map();
      parent.set(name, created);
      parent = created;
    } else {
      if (change.isRemoval && !Array.isArray(child)) return;
      if (Array.isArray(child)) throw unsupported(`updating inside an array ('${change.path}')`);
      throw new ServerError('PathNotViable', `Cannot create field '${last}' in element {${name}: …}`);
    }
  }
  const value = change.valueAfter(parent.get(last));
  if (value === undefined) parent.delete(last);
  else parent.set(last, value);
}
