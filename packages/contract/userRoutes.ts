import { z } from 'zod';
import { flag, pageOf, paging } from './lists.ts';
import type { Route } from './route.ts';
import { userFilter } from './userFilterSchema.ts';
import { userChangeSchema, userSchema } from './userSchema.ts';

const sorts = ['email', '-email', 'displayName', '-displayName', 'updatedAt', '-updatedAt'] as const;

export const userRoutes = {
  listUsers: {
    method: 'GET',
    path: '/v1/users',
    role: 'viewer',
    summary: 'Users of the contact center, searched and filtered',
    query: z.strictObject({
      ...userFilter,
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
  listHistory: {
    method: 'GET',
    path: '/v1/users/{id}/history',
    role: 'viewer',
    summary: 'What jobs did to one user, the latest first; of users who were removed, too',
    query: z.strictObject(paging),
    body: 'none',
    status: 200,
    answer: pageOf(userChangeSchema),
  },
} as const satisfies Record<string, Route>;
