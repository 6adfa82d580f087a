/** A document of ours under the database's name for an id. */
export function toDoc<T extends { id: string }>(thing: T): Omit<T, 'id'> & { _id: string } {
  const { id, ...rest } = thing;
  return { _id: id, ...rest };
}

/** The thing a document stands for, without what only the database needs. */
export function fromDoc<D extends { _id: string }, K extends keyof D>(
  doc: D,
  ...databaseOnly: K[]
): Omit<D, '_id' | K> & { id: string } {
  const { _id, ...rest } = doc;
  const hidden: readonly PropertyKey[] = databaseOnly;
  const shown = Object.entries(rest).filter(([name]) => !hidden.includes(name));
  return { id: _id, ...Object.fromEntries(shown) } as Omit<D, '_id' | K> & { id: string }; // built from D just above
}
