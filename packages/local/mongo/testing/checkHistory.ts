/** What one client saw and did in one transaction, or in one plain write. Every value is written once, ever. */
export interface Episode {
  readonly name: string;
  outcome: 'committed' | 'aborted' | 'unknown';
  /** When its first request was about to leave, by any clock that only grows. */
  readonly began: number;
  /** When its client knew that it is committed; Infinity = never. */
  ended: number;
  /** In order; of a write also the value it replaced. */
  readonly events: (
    | { readonly kind: 'read'; readonly key: string; readonly value: string }
    | { readonly kind: 'write'; readonly key: string; readonly value: string; readonly before: string }
  )[];
}

/** The value every key has at first. */
export const INITIAL = 'initial';

/**
 * Checks a history for snapshot isolation; returns what is wrong with it. Values are unique and every write tells what it
 * replaced, so the order of the versions of a key is known rather than guessed. Write skew is no fault.
 */
export function checkHistory(episodes: readonly Episode[], final: ReadonlyMap<string, string>): string[] {
  const faults: string[] = [];
  const committed = episodes.filter(
    (episode) => episode.outcome === 'committed' || leftTraces(episode, episodes, final),
  );
  const orders: Orders = new Map(
    [...final].map(([key, value]) => {
      const versions = versionsOf(key, value, episodes, committed, faults);
      return [key, new Map(versions.map((version, place) => [version, place]))];
    }),
  );
  for (const episode of episodes) checkReads(episode, orders, faults);
  const all = committed.map((episode) => ({ episode, left: lastWrites(episode, orders) }));
  for (const episode of committed) checkSnapshot(episode, all, orders, faults);
  return faults;
}

/** Of each key, each version's place. */
type Orders = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** An unknown commit happened when what it wrote was seen by others or is still there. */
function leftTraces(episode: Episode, all: readonly Episode[], final: ReadonlyMap<string, string>): boolean {
  if (episode.outcome !== 'unknown') return false;
  const written = new Set(episode.events.filter(({ kind }) => kind === 'write').map(({ value }) => value));
  if ([...final.values()].some((value) => written.has(value))) return true;
  return all.some(
    (other) =>
      other !== episode &&
      other.events.some((event) => written.has(event.kind === 'read' ? event.value : event.before)),
  );
}

/** All versions of a key, oldest first, by following what each write replaced: a fork is a lost update. */
function versionsOf(
  key: string,
  final: string,
  all: readonly Episode[],
  committed: readonly Episode[],
  faults: string[],
): string[] {
  const next = new Map<string, string>();
  for (const { name, events } of committed) {
    const writes = events.filter((event) => event.kind === 'write').filter((event) => event.key === key);
    const [first] = writes;
    const last = writes.at(-1);
    if (!first || !last) continue;
    if (next.has(first.before)) faults.push(`lost update: ${name} and another both replaced ${key}=${first.before}`);
    next.set(first.before, last.value);
  }
  const versions = [INITIAL];
  for (let at = next.get(INITIAL); at !== undefined && versions.length <= next.size; at = next.get(at))
    versions.push(at);
  if (versions.length !== next.size + 1)
    faults.push(`${key}: ${next.size} writes committed, ${versions.length - 1} in order`);
  if (versions.at(-1) !== final)
    faults.push(
      `${key} ends as ${final}, not as ${String(versions.at(-1))}, which was replaced by ${replacers(key, versions.at(-1), all)}`,
    );
  return versions;
}

function replacers(key: string, value: string | undefined, all: readonly Episode[]): string {
  const found = all.filter(({ events }) =>
    events.some((e) => e.kind === 'write' && e.key === key && e.before === value),
  );
  return found.map(({ name, outcome }) => `${name} (${outcome})`).join(', ') || 'nobody';
}

/** Nothing that was never committed is read, and nothing twice with different results. */
function checkReads(episode: Episode, orders: Orders, faults: string[]): void {
  const seen = new Map<string, string>();
  for (const event of episode.events) {
    const found = event.kind === 'read' ? event.value : event.before;
    const known = seen.get(event.key);
    if (known !== undefined && known !== found) {
      faults.push(`${episode.name} read ${event.key} as ${known}, then as ${found}`);
    }
    if (known === undefined && !orders.get(event.key)?.has(found)) {
      faults.push(`${episode.name} read ${event.key}=${found}, which nobody committed`);
    }
    seen.set(event.key, event.value);
  }
}

/** What a transaction left behind: keys, and the places of the versions it wrote last. */
function lastWrites({ events }: Episode, orders: Orders): [key: string, place: number][] {
  const lasts = new Map(events.filter(({ kind }) => kind === 'write').map(({ key, value }) => [key, value]));
  return [...lasts].map(([key, value]) => [key, orders.get(key)?.get(value) ?? 0]);
}

/** Of every other transaction it sees all or nothing, and all of what was known to be committed before it began. */
function checkSnapshot(
  episode: Episode,
  committed: readonly { episode: Episode; left: readonly (readonly [key: string, place: number])[] }[],
  orders: Orders,
  faults: string[],
): void {
  const snapshot = new Map<string, number>();
  for (const event of episode.events) {
    if (snapshot.has(event.key)) continue;
    const found = event.kind === 'read' ? event.value : event.before;
    snapshot.set(event.key, orders.get(event.key)?.get(found) ?? -1);
  }
  for (const { episode: other, left } of committed) {
    if (other === episode) continue;
    const looked = left.filter(([key]) => snapshot.has(key));
    const seen = looked.filter(([key, place]) => (snapshot.get(key) ?? -1) >= place);
    if (seen.length > 0 && seen.length < looked.length) faults.push(`${episode.name} saw a part of ${other.name}`);
    if (other.ended < episode.began && seen.length < looked.length) {
      faults.push(`${episode.name} saw nothing of ${other.name}, which had been committed before it began`);
    }
  }
}
