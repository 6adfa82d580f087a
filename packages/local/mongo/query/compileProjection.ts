import { fieldRanges, joinFields } from '../bson/rawDoc.ts';
import { integer } from '../bson/value.ts';
import type { Doc, Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';
import { isPlain } from '../store/indexKeys.ts';

export type Projection = (bytes: Buffer) => Buffer;

/** `{a: 1, _id: 0}` or `{a: 0}`; paths and expressions are refused. undefined = the whole document. */
export function compileProjection(projection: Doc | undefined): Projection | undefined {
  if (!projection || projection.size === 0) return undefined;
  const flags = [...projection].map(([path, value]) => [path, isIncluded(path, value)] as const);
  const others = flags.filter(([path]) => path !== '_id');
  const isInclusion = others.length > 0 ? others[0]?.[1] === true : projection.size === 1 && flags[0]?.[1] === true;
  const mixed = others.find(([, included]) => included !== isInclusion);
  if (mixed) {
    const [here, there] = isInclusion ? ['exclusion', 'inclusion'] : ['inclusion', 'exclusion'];
    const message = `Cannot do ${here} on field ${mixed[0]} in ${there} projection`;
    throw new ServerError(isInclusion ? 'Location31254' : 'Location31253', message);
  }
  const withId = flags.find(([path]) => path === '_id')?.[1] ?? true;
  const paths = others.map(([path]) => path);
  if (isInclusion && withId) paths.push('_id');
  if (!isInclusion && !withId) paths.push('_id');
  return projectionOf(new Set(paths), isInclusion);
}

function isIncluded(path: string, value: Value): boolean {
  if (!isPlain(path) || path.includes('.')) throw unsupported(`projection ${path}`);
  if (typeof value === 'boolean') return value;
  const number = integer(value);
  if (number === undefined) throw unsupported(`projection of ${path} by an expression`);
  return number !== 0;
}

/** Copies the wanted fields' bytes: nothing is decoded. */
function projectionOf(names: ReadonlySet<string>, isInclusion: boolean): Projection {
  return (bytes) => {
    const wanted = fieldRanges(bytes).filter(({ name }) => names.has(name) === isInclusion);
    return joinFields(wanted.map(({ start, end }) => bytes.subarray(start, end)));
  };
}
