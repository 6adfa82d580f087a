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
  const thing: Record<string, unknown> = { id: _id, ...rest };
  for (const name of databaseOnly) delete thing[name as string]; // K are names of D's members
  return thing as Omit<D, '_id' | K> & { id: string }; // built from D just above
}
