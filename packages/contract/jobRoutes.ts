import { z } from 'zod';
import { jobKinds } from '@muster/domain';
import { changeSchema, issueGroupSchema, issueSchema, jobSchema } from './jobSchema.ts';
import { flag, pageOf, paging } from './lists.ts';
import type { Route } from './route.ts';
import { visibleState } from './visibleState.ts';

const nothing = z.strictObject({});
const job = '/v1/jobs/{id}';

/** Who may import, and with which options. Options are read before the body, so a wrong one stores nothing. */
export const jobRoutes = {
  importUsers: {
    method: 'POST',
    path: '/v1/jobs/import-users',
    role: 'operator',
    summary: 'Import users from a CSV file: all of them, or none and a report of every issue',
    query: z.strictObject({
      mode: z
        .enum(['apply', 'validate'], 'must be apply or validate')
        .default('apply')
        .meta({ description: '`validate` reads and checks the whole file and applies nothing.' }),
      encoding: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['utf-8', 'windows-1252'], 'must be utf-8 or windows-1252'))
        .optional()
        .meta({ description: 'For files that are not UTF-8: an encoding is never guessed.' }),
      parentJobId: z.string().optional().meta({ description: 'The attempt this file corrects.' }),
      filename: z
        .string()
        .optional()
        .meta({ description: 'What to call the file; for a text/csv body only, a form names its file itself.' }),
    }),
    body: 'upload',
    status: 202,
    answer: jobSchema,
  },
  listJobs: {
    method: 'GET',
    path: '/v1/jobs',
    role: 'viewer',
    summary: 'Jobs, newest first',
    query: z.strictObject({
      kind: z.enum(jobKinds).optional(),
      state: visibleState.optional(),
      createdBy: z.string().optional().meta({ description: 'Id of the key that submitted them.' }),
      parentJobId: z.string().optional(),
      ...paging,
    }),
    body: 'none',
    status: 200,
    answer: pageOf(jobSchema),
  },
  getJob: {
    method: 'GET',
    path: job,
    role: 'viewer',
    summary: 'One job, with its progress; poll it with If-None-Match and as often as Retry-After says',
    query: nothing,
    body: 'none',
    status: 200,
    answer: jobSchema,
  },
  listIssues: {
    method: 'GET',
    path: `${job}/issues`,
    role: 'viewer',
    summary: 'What is wrong in the file, in order; or grouped, largest group first',
    query: z.strictObject({ group: flag, ...paging }),
    body: 'none',
    status: 200,
    answer: z.union([pageOf(issueSchema), pageOf(issueGroupSchema)]),
  },
  getErrorReport: {
    method: 'GET',
    path: `${job}/error-report`,
    role: 'viewer',
    summary: 'The uploaded table again with an _errors column: correct its cells and upload that very file',
    query: z.strictObject({
      rows: z
        .enum(['all', 'issues'], 'must be all or issues')
        .default('all')
        .meta({ description: '`issues` leaves the good rows out: for reading, not for uploading.' }),
    }),
    body: 'none',
    status: 200,
    answer: 'text/csv',
  },
  getSource: {
    method: 'GET',
    path: `${job}/source`,
    role: 'viewer',
    summary: 'The uploaded file, byte for byte',
    query: nothing,
    body: 'none',
    status: 200,
    answer: 'text/csv',
  },
  listChanges: {
    method: 'GET',
    path: `${job}/changes`,
    role: 'viewer',
    summary: 'What the job changed, or would change, user by user',
    query: z.strictObject(paging),
    body: 'none',
    status: 200,
    answer: pageOf(changeSchema),
  },
  getResult: {
    method: 'GET',
    path: `${job}/result`,
    role: 'viewer',
    summary: 'The changes as CSV, one line a cell',
    query: nothing,
    body: 'none',
    status: 200,
    answer: 'text/csv',
  },
  cancelJob: {
    method: 'POST',
    path: `${job}/cancel`,
    role: 'operator',
    summary: 'End an open job with nothing applied',
    query: nothing,
    body: 'none',
    status: 200,
    answer: jobSchema,
  },
} as const satisfies Record<string, Route>;
