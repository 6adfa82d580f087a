import { z } from 'zod';

/** A page of a list: what is on it, and where the next one starts (null = this was the last). */
export function pageOf<T extends z.ZodType>(item: T): PageOf<T> {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}

export type PageOf<T extends z.ZodType> = z.ZodObject<{ data: z.ZodArray<T>; nextCursor: z.ZodNullable<z.ZodString> }>;

const limits = 'must be a whole number from 1 to 100';

/** The query parameters every list has. */
export const paging = {
  limit: z.coerce.number(limits).int(limits).min(1, limits).max(100, limits).default(25).meta({
    description: 'Entries per page.',
  }),
  cursor: z.string().optional().meta({ description: '`nextCursor` of the page before.' }),
};

/** `true` or `false`, as query parameters say it; false when it is absent. */
export const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((text) => text === 'true')
  .default(false)
  .meta({ override: { type: 'boolean', default: false } });
