import { language } from '../texts/language.ts';

/** A time of the API (RFC 3339, UTC) in the viewer's zone: `Nov 23, 2026, 11:20 PM`. */
export function formatTime(at: string, timeZone?: string): string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone !== undefined && { timeZone }),
  });
  return format.format(new Date(at));
}
