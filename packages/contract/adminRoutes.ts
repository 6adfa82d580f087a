import { z } from 'zod';
import { accountInput } from './accountInput.ts';
import { pageOf, paging } from './lists.ts';
import { patchOf } from './mergePatch.ts';
import { accountSchema } from './referenceSchemas.ts';
import type { Route } from './route.ts';

const nothing = z.strictObject({});

const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    action: z.string().meta({ description: 'What was done to what: `queue.updated`, `job.succeeded` …' }),
    by: z.object({ keyId: z.string(), name: z.string() }),
    jobId: z.string().nullable(),
    requestId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

export type AuditEntryView = z.output<typeof auditEntrySchema>;

/** The account, its directory in one go, and who changed what. */
export const adminRoutes = {
  updateAccount: {
    method: 'PATCH',
    path: '/v1/account',
    role: 'admin',
    summary: 'Changes the account by a merge patch; limits up to the ceilings of the installation',
    query: nothing,
    body: patchOf(accountInput),
    status: 200,
    answer: accountSchema,
  },
  loadPeople: {
    method: 'POST',
    path: '/v1/people/bulk',
    role: 'admin',
    summary: 'Adds up to 100,000 people to the directory and renames those who are in it; all of them, or nobody',
    query: nothing,
    body: 'people',
    status: 200,
    answer: z.object({ created: z.int(), updated: z.int(), unchanged: z.int() }),
  },
  listAuditEntries: {
    method: 'GET',
    path: '/v1/audit-entries',
    role: 'admin',
    summary: 'Who changed what, newest first',
    query: z.strictObject({
      ...paging,
      createdBy: z.string().optional().meta({ description: 'The id of the key that did it.' }),
      action: z.string().optional().meta({ description: 'What was done, exactly: `queue.deleted`.' }),
    }),
    body: 'none',
    status: 200,
    answer: pageOf(auditEntrySchema),
  },
} as const satisfies Record<string, Route>;
