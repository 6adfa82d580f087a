import { Fault } from '@muster/domain';

/** Waits for the store; whatever it refuses or leaves unanswered, after the client's own retries, is a fault of ours. */
export async function onS3<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    throw storeFault(cause);
  }
}

export function storeFault(cause: unknown): Fault {
  return new Fault('store_unavailable', { retry: true, cause });
}

/** A missing bucket is not a missing file: that is ours to repair. */
export function isMissing(thrown: unknown): boolean {
  return hasName(thrown, 'NoSuchKey') || hasName(thrown, 'NotFound');
}

/** The client's errors carry S3's own code as their name. */
export function hasName(thrown: unknown, name: string): boolean {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === name;
}
