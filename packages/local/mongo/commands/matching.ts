import { RawDoc } from '../bson/rawDoc.ts';
import type { Doc } from '../bson/value.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { planQuery } from '../query/planQuery.ts';
import type { Sort } from '../query/planQuery.ts';
import { scan } from '../query/scan.ts';
import type { Found } from '../query/scan.ts';
import { sortKey } from '../query/sortKey.ts';
import { TimeSlice } from '../server/timeSlice.ts';
import type { Collection } from '../store/catalog.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Call } from './command.ts';

/**
 * The documents that match, in the order of the sort, in steps. `atMost` (Infinity = all) says how many the caller will
 * take, which keeps sorting without an index in bounds. Other clients get their turn between steps.
 */
export async function* matching(
  call: Call,
  transaction: Transaction,
  collection: Collection,
  filter: Doc,
  sort: Sort = [],
  atMost = Infinity,
): AsyncGenerator<readonly Found[], void> {
  const plan = planQuery(collection, filter, sort);
  const steps = scan(transaction, collection, plan, compileFilter(filter, call.request.now));
  const slice = new TimeSlice();
  if (plan.isSorted) {
    for (const found of steps) {
      yield found;
      await slice.pause();
    }
    return;
  }
  let best: { key: string; found: Found }[] = [];
  for (const found of steps) {
    for (const item of found) best.push({ key: sortKey(new RawDoc(item.bytes), sort), found: item });
    if (best.length > 2 * atMost + 1_000) best = smallest(best, atMost);
    await slice.pause();
  }
  yield smallest(best, atMost).map(({ found }) => found);
}

/** The first document that matches. */
export async function firstMatching(
  call: Call,
  transaction: Transaction,
  collection: Collection,
  filter: Doc,
  sort: Sort = [],
): Promise<Found | undefined> {
  for await (const [first] of matching(call, transaction, collection, filter, sort, 1)) if (first) return first;
  return undefined;
}

/** Stable, so that ties stay in insertion order. */
function smallest<T extends { key: string }>(items: readonly T[], count: number): T[] {
  const sorted = [...items].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return count < sorted.length ? sorted.slice(0, count) : sorted;
}
