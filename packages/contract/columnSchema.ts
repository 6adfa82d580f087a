import { z } from 'zod';

/** One column of the CSV, as the column table of the domain describes it. */
export const columnSchema = z
  .object({
    name: z.string(),
    aliases: z.array(z.string()),
    kinds: z.array(z.string()),
    required: z.boolean(),
    clearable: z.boolean(),
    allowed: z.string(),
    default: z.string().nullable(),
    example: z.string(),
    description: z.string(),
  })
  .meta({ id: 'Column' });
