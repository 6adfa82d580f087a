import { setImmediate as turn } from 'node:timers/promises';

/**
 * Lets all who ask at the same time share one read, whatever each asks for. Only one is under way at a time; it may miss
 * what was written since it began, so whoever asks meanwhile shares the next one: nobody is told what is older than the
 * question. What is read is shared too: nobody may change it.
 */
export function readTogether<T>(
  readAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | null> {
  type Round = { keys: Set<string>; found: Promise<ReadonlyMap<string, T>> };
  let gathering: Round | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  const gather = (): Round => {
    const keys = new Set<string>();
    const read = async (): Promise<ReadonlyMap<string, T>> => {
      await turn(); // all that has arrived by now comes along
      gathering = null;
      return readAll([...keys]);
    };
    const found = underWay.then(read);
    underWay = found.catch(() => undefined); // told to those who asked
    return { keys, found };
  };
  return async (key) => {
    gathering ??= gather();
    gathering.keys.add(key);
    return (await gathering.found).get(key) ?? null;
  };
}
