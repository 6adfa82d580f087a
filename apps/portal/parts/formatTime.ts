import { language } from '../texts/language.ts';

type Format = { timeZone?: string; timeStyle?: 'short' | 'medium' };

/** A time of the API (RFC 3339, UTC) in the viewer's zone: `Nov 23, 2026, 11:20 PM`; `medium` has the seconds too. */
export function formatTime(at: string, { timeStyle = 'short', ...zone }: Format = {}): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle, ...zone }).format(new Date(at));
}
