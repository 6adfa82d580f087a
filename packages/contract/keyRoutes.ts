import { z } from 'zod';
import { callerRoles } from '@muster/domain';
import { pageOf, paging } from './lists.ts';
import type { Route } from './route.ts';
import { line } from './storedTexts.ts';

const nothing = z.strictObject({});

const keyFields = {
  id: z.string(),
  name: z.string(),
  role: z.enum(callerRoles),
  userId: z.string().nullable().meta({ description: 'The user it belongs to, if it names one.' }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable().meta({ description: 'To the minute or so.' }),
};

const keySchema = z.object(keyFields).meta({ id: 'ApiKey' });
export type KeyView = z.output<typeof keySchema>;

const newKeySchema = z
  .object({
    ...keyFields,
    key: z.string().nullable().meta({ description: 'Shown this once and kept nowhere: null in a repeated answer.' }),
  })
  .meta({ id: 'NewApiKey' });

/** Who may use the API in the name of the account. */
export const keyRoutes = {
  createKey: {
    method: 'POST',
    path: '/v1/api-keys',
    role: 'admin',
    summary: 'Makes a key; its text is in this answer and never again',
    query: nothing,
    body: z.strictObject({
      name: line({ max: 100 }),
      role: z.enum(callerRoles),
      userId: z.string().nullable().default(null),
      expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
    }),
    status: 201,
    answer: newKeySchema,
  },
  listKeys: {
    method: 'GET',
    path: '/v1/api-keys',
    role: 'admin',
    summary: 'All keys of the account, those that open nothing any more included',
    query: z.strictObject(paging),
    body: 'none',
    status: 200,
    answer: pageOf(keySchema),
  },
  getKey: {
    method: 'GET',
    path: '/v1/api-keys/{id}',
    role: 'admin',
    summary: 'One key',
    query: nothing,
    body: 'none',
    status: 200,
    answer: keySchema,
  },
  revokeKey: {
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    role: 'admin',
    summary: 'Ends a key, everywhere within a second; not the last one of an admin, or nobody could make another',
    query: nothing,
    body: 'none',
    status: 204,
    answer: 'nothing',
  },
  rotateKey: {
    method: 'POST',
    path: '/v1/api-keys/{id}/rotate',
    role: 'admin',
    summary: 'Makes a key like this one, which itself ends after `overlapHours`',
    query: nothing,
    body: z.strictObject({ overlapHours: z.int().min(0).max(168).default(0) }),
    status: 201,
    answer: newKeySchema,
  },
} as const satisfies Record<string, Route>;
