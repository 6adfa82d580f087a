import { exitCodes } from './exitCodes.ts';
import { Stop } from './stop.ts';

/** A time as people type it, as RFC 3339: without an offset it is the time of this machine. */
export function applyTime(text: string): string {
  const time = new Date(text);
  // A date alone would silently be midnight in Greenwich.
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(time.getTime())) return time.toISOString();
  throw new Stop(
    exitCodes.usage,
    `${text} is not a time: write it like 2030-01-31T09:30, or 2030-01-31T09:30Z for UTC.`,
  );
}
