/**
 * Lets those who ask for the same thing at the same time share one read. A read that is under way may miss what was
 * written since it began, so whoever asks meanwhile shares the next one: nobody is told what is older than the question.
 * What is read is shared too: nobody may change it.
 */
export function shareReads<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  const begin = (key: string): Promise<T> => {
    const reading: Promise<T> = read(key).finally(() => {
      if (underWay.get(key) === reading) underWay.delete(key);
    });
    underWay.set(key, reading);
    return reading;
  };
  const beginNext = (key: string): Promise<T> => {
    next.delete(key);
    return begin(key);
  };
  return (key) => {
    const waiting = next.get(key);
    if (waiting !== undefined) return waiting;
    const current = underWay.get(key);
    if (current === undefined) return begin(key);
    const following = current.then(
      () => beginNext(key),
      () => beginNext(key),
    );
    next.set(key, following);
    return following;
  };
}
