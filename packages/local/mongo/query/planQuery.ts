import type { Collection, Index } from '../store/catalog.ts';
import { endOf } from '../store/keys.ts';
import { boundsOf, demandOn } from './boundsOf.ts';
import type { Bounds } from './boundsOf.ts';
import type { Doc } from '../bson/value.ts';

/** `[path, 1 | -1]` in order of weight. */
export type Sort = readonly (readonly [path: string, direction: 1 | -1])[];

/** How to find the documents. */
export interface Plan {
  /** undefined = look at every document, in insertion order. */
  readonly index: Index | undefined;
  /** In the index's order, relative to its space, without overlaps. */
  readonly ranges: readonly { readonly from: string; readonly to: string }[];
  /** Whole keys of a unique index, to be looked up instead of scanning ranges. */
  readonly keys: readonly string[] | undefined;
  readonly reverse: boolean;
  /** True when the documents come out in the order of the sort. */
  readonly isSorted: boolean;
  /** True when what is found still has to pass the filter. */
  readonly needsFilter: boolean;
}

/** Picks the index that narrows the search most; one that also spares the sort wins among equals. */
export function planQuery(collection: Collection, filter: Doc, sort: Sort): Plan {
  const bounds = boundsOf(filter);
  let best = scanAll(filter, sort);
  let bestScore = 0;
  for (const index of collection.indexes) {
    if (!index.onlyWith.every((path) => bounds.existing.has(path))) continue;
    const { plan, score } = planIndex(index, bounds, sort);
    // Nothing beats looking up whole keys; the index on _id comes first.
    if (plan.keys) return plan;
    if (score > bestScore) {
      best = plan;
      bestScore = score;
    }
  }
  return best;
}

function scanAll(filter: Doc, sort: Sort): Plan {
  const everything = [{ from: '', to: '\xff' }];
  const isSorted = sort.length === 0;
  return {
    index: undefined,
    ranges: everything,
    keys: undefined,
    reverse: false,
    isSorted,
    needsFilter: filter.size > 0,
  };
}

/** More ranges than this are not worth planning; the rest of the fields is then left to the filter. */
const MAX_RANGES = 20_000;

function planIndex(index: Index, bounds: Bounds, sort: Sort): { plan: Plan; score: number } {
  let prefixes = [''];
  let ranges: { from: string; to: string }[] | undefined;
  const fixed = new Set<string>();
  const used = new Set<string>();
  for (const path of index.paths) {
    const demand = demandOn(bounds, path, index.multikey);
    if (!demand || prefixes.length * demand.length > MAX_RANGES) break;
    used.add(path);
    if (!demand.every(({ isPoint }) => isPoint)) {
      ranges = prefixes.flatMap((prefix) => demand.map(({ low, high }) => ({ from: prefix + low, to: prefix + high })));
      break;
    }
    if (demand.length === 1) fixed.add(path);
    prefixes = prefixes.flatMap((prefix) => demand.map(({ low }) => prefix + low));
  }
  const isLookup = index.unique && !ranges && used.size === index.paths.length;
  const direction = index.multikey ? undefined : directionFor(index, fixed, sort);
  const isCovered = bounds.isComplete && !index.multikey && [...bounds.fields.keys()].every((path) => used.has(path));
  const plan: Plan = {
    index,
    ranges: ranges ?? prefixes.map((prefix) => ({ from: prefix, to: endOf(prefix) })),
    keys: isLookup ? prefixes : undefined,
    reverse: direction === 'backwards',
    isSorted: direction !== undefined,
    needsFilter: !isCovered,
  };
  const points = ranges ? used.size - 1 : used.size;
  const spared = sort.length > 0 && direction !== undefined ? 4 : 0;
  return { plan, score: points * 10 + (ranges ? 3 : 0) + spared };
}

/** Which way to walk the index to meet the sort, if it can: fields fixed to one value do not disturb any order. */
function directionFor(index: Index, fixed: ReadonlySet<string>, sort: Sort): 'forwards' | 'backwards' | undefined {
  const paths = index.paths.filter((path) => !fixed.has(path));
  let direction: 'forwards' | 'backwards' | undefined;
  let at = 0;
  for (const [path, wanted] of sort) {
    if (fixed.has(path)) continue;
    const indexed = paths[at++];
    // Once all fields of a unique index have decided, there are no ties left for further fields to break.
    if (indexed === undefined) return index.unique ? (direction ?? 'forwards') : undefined;
    if (indexed !== path) return undefined;
    const needed = wanted > 0 ? 'forwards' : 'backwards';
    if (direction && direction !== needed) return undefined;
    direction = needed;
  }
  return direction ?? 'forwards';
}

/** As planQuery, for counting: everything is counted in the `_id` index, which is smaller than the documents. */
export function planCount(collection: Collection, filter: Doc): Plan {
  const plan = planQuery(collection, filter, []);
  if (plan.index || plan.needsFilter) return plan;
  return { ...plan, index: collection.indexes.find(({ name }) => name === '_id_') };
}
