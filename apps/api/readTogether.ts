import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

/** While many ask, reads follow one another at this distance: fewer of them, for more people each. */
const betweenMs = 4;

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
    underWay = Promise.all([found.catch(() => undefined), underWay.then(() => pause(betweenMs))]); // who asked is told
    return { keys, found };
  };
  return async (key) => {
    gathering ??= gather();
    gathering.keys.add(key);
    return (await gathering.found).get(key) ?? null;
  };
}
