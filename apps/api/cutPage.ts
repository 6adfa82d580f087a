/** Stores are asked for one entry more than a page has. `last`: the last entry of this page if another page follows. */
export function cutPage<T>(found: readonly T[], limit: number): { data: T[]; last: T | null } {
  const data = found.slice(0, limit);
  return { data, last: found.length > limit ? (data.at(-1) ?? null) : null };
}
