import { z } from 'zod';
import { accesses, statuses } from '@muster/domain';
import { flag, pageOf, paging } from './lists.ts';
import type { Route } from './route.ts';
import { userSchema } from './userSchema.ts';

const sorts = ['email', '-email', 'displayName', '-displayName', 'updatedAt', '-updatedAt'] as const;

export const userRoutes = {
  listUsers: {
    method: 'GET',
    path: '/v1/users',
    role: 'viewer',
    summary: 'Users of the contact center, searched and filtered',
    query: z.strictObject({
      search: z.string().max(254).optional().meta({ description: 'Part of the e-mail address or the display name.' }),
      roleId: z.string().optional(),
      queueId: z.string().optional().meta({ description: 'In either list of queues.' }),
      skillId: z.string().optional(),
      teamId: z.string().optional(),
      regionId: z.string().optional(),
      access: z.enum(accesses).optional(),
      status: z.enum(statuses).optional(),
      sort: z.enum(sorts).default('email').meta({ description: '`-` for descending; the id breaks ties.' }),
      total: flag,
      ...paging,
    }),
    body: 'none',
    status: 200,
    answer: pageOf(userSchema).extend({
      total: z.int().optional().meta({ description: 'With `total=true`: how many there are on all pages.' }),
    }),
  },
  getUser: {
    method: 'GET',
    path: '/v1/users/{id}',
    role: 'viewer',
    summary: 'One user',
    query: z.strictObject({}),
    body: 'none',
    status: 200,
    answer: userSchema,
  },
} as const satisfies Record<string, Route>;
