import { z } from 'zod';
import { accesses, statuses } from '@muster/domain';

/** Which users: the same on the screen (`GET /v1/users`) and in a file (`POST /v1/jobs/export-users`). */
export const userFilter = {
  search: z
    .string()
    .max(254)
    .refine((text) => !text.includes('\0'), 'must not have a NUL character') // which no pattern in MongoDB may have
    .optional()
    .meta({ description: 'Part of the e-mail address or the display name.' }),
  roleId: z.string().optional(),
  queueId: z.string().optional().meta({ description: 'In either list of queues.' }),
  skillId: z.string().optional(),
  teamId: z.string().optional(),
  regionId: z.string().optional(),
  access: z.enum(accesses).optional(),
  status: z.enum(statuses).optional(),
};
