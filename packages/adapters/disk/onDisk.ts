import { Fault } from '@muster/domain';

/** Waits for the operating system; whatever it refuses (disk full, no permission, too many files) is a fault of ours. */
export async function onDisk<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (cause) {
    throw new Fault('store_unavailable', { retry: true, cause });
  }
}

/** The same for what may not be there: then the other value. */
export async function ifThere<T, U>(operation: Promise<T>, otherwise: U): Promise<T | U> {
  return onDisk(
    operation.catch((thrown: unknown) => {
      if (isMissing(thrown)) return otherwise;
      throw thrown;
    }),
  );
}

/** Was this thrown because there is no such file or folder? */
export function isMissing(thrown: unknown): boolean {
  return hasCode(thrown, 'ENOENT') || hasCode(thrown, 'ENOTDIR');
}

export function hasCode(thrown: unknown, code: string): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === code;
}
