import { z } from 'zod';
import { checksum } from './checksum.ts';
import { Problem } from './problem.ts';

/** Where a list goes on, in a text that means nothing to outsiders. `scope` binds it to the list, its filter and its sort. */
export function formatCursor(scope: Scope, after: unknown): string {
  const text = encodeURIComponent(JSON.stringify([fingerprint(scope), after]));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * What `formatCursor` was given as `after`, checked against `schema`; null without a cursor.
 * @throws Problem `invalid_cursor` when it was made for another scope, or by nobody.
 */
export function parseCursor<T>(scope: Scope, cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const parsed = z.tuple([z.literal(fingerprint(scope)), schema]).safeParse(decode(cursor));
  if (!parsed.success) throw new Problem('invalid_cursor', 'The cursor was not made by this list with this filter.');
  return parsed.data[1];
}

/** The list's name and everything that decides what is in it and in which order; members may be absent. */
export type Scope = { list: string } & Record<string, unknown>;

function fingerprint(scope: Scope): number {
  const members = Object.entries(scope).filter(([, value]) => value !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return checksum(encodeURIComponent(JSON.stringify(members)));
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))));
  } catch {
    return null; // not even ours: the schema refuses it
  }
}
