import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits until the condition holds and returns what it gave (anything but false, null and undefined holds). A
 * condition that throws does not hold yet; its last words are told when the time is over.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  {
    timeoutMs = 10_000,
    everyMs = 20,
    what = 'the condition',
  }: { timeoutMs?: number; everyMs?: number; what?: string } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { value, thrown } = await attempt(condition);
    if (holds(value)) return value;
    if (performance.now() >= deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause: thrown });
    await wait(everyMs);
  }
}

async function attempt<T>(condition: () => T | Promise<T>): Promise<{ value?: T; thrown?: unknown }> {
  try {
    return { value: await condition() };
  } catch (thrown) {
    return { thrown };
  }
}

function holds<T>(value: T | undefined): value is Exclude<T, false | null | undefined> {
  return value !== false && value !== null && value !== undefined;
}
