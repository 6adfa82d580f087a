import { z } from 'zod';
import { columnDocs, jobKinds, jobModes, listModes, onConflicts } from '@muster/domain';
import { changeSchema, issueGroupSchema, issueSchema, jobSchema } from './jobSchema.ts';
import { flag, pageOf, paging } from './lists.ts';
import type { Route } from './route.ts';
import { userFilter } from './userFilterSchema.ts';
import { visibleState } from './visibleState.ts';

const nothing = z.strictObject({});
const job = '/v1/jobs/{id}';

/** The options of every upload. They are read before the body, so a wrong one stores nothing. */
const uploadOptions = {
  mode: z
    .enum(jobModes, 'must be apply, review or validate')
    .default('apply')
    .meta({
      description:
        '`review` shows the plan and waits for a person to confirm it; `validate` reads and checks the whole file and ' +
        'applies nothing.',
    }),
  encoding: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['utf-8', 'windows-1252'], 'must be utf-8 or windows-1252'))
    .optional()
    .meta({ description: 'For files that are not UTF-8: an encoding is never guessed.' }),
  applyAt: z.iso.datetime({ offset: true, error: 'must be a time such as 2030-01-31T09:30:00Z' }).optional().meta({
    description: 'Checked now, and again and applied then: from one minute to 30 days ahead.',
  }),
  parentJobId: z.string().optional().meta({ description: 'The attempt this file corrects.' }),
  filename: z
    .string()
    .optional()
    .meta({ description: 'What to call the file; for a text/csv body only, a form names its file itself.' }),
};

const waits = 'must be a whole number of seconds from 1 to 30';

const replacement = z.strictObject({
  column: z.enum(
    columnDocs().map(({ name }) => name),
    'must be the name of a column, as an issue gives it',
  ),
  from: z.string().meta({ description: 'A whole cell, or one item of a list, whatever its case.' }),
  to: z.string(),
});

export const jobRoutes = {
  importUsers: {
    method: 'POST',
    path: '/v1/jobs/import-users',
    role: 'operator',
    summary: 'Import users from a CSV file: all of them, or none and a report of every issue',
    query: z.strictObject(uploadOptions),
    body: 'upload',
    status: 202,
    answer: jobSchema,
  },
  updateUsers: {
    method: 'POST',
    path: '/v1/jobs/update-users',
    role: 'operator',
    summary: 'Update users from an edited export: every row, or none and a report of every issue',
    query: z.strictObject({
      ...uploadOptions,
      listMode: z.enum(listModes, 'must be replace or merge').default('replace').meta({
        description: '`merge` only adds to lists of queues and skills.',
      }),
    }),
    body: 'upload',
    status: 202,
    answer: jobSchema,
  },
  exportUsers: {
    method: 'POST',
    path: '/v1/jobs/export-users',
    role: 'operator',
    summary: 'Export everybody who matches a filter to a CSV file, however many they are',
    query: nothing,
    body: z.strictObject({
      filter: z.strictObject(userFilter).default({}),
      columns: z.array(z.string()).min(1).optional().meta({ description: 'All of the update header, unless named.' }),
      delimiter: z.enum([',', ';', '\t'], 'must be a comma, a semicolon or a tab').default(','),
    }),
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
    query: z.strictObject({
      wait: z.coerce.number(waits).int(waits).min(1, waits).max(30, waits).optional().meta({
        description: 'Seconds to wait for a change: since the ETag in If-None-Match, or else from now on.',
      }),
    }),
    body: 'none',
    status: 200,
    answer: jobSchema,
  },
  followJob: {
    method: 'GET',
    path: `${job}/events`,
    role: 'viewer',
    summary:
      'Server-Sent Events `job`, each with the Job as it is then, until it has ended; 204 for whoever knows its end',
    query: nothing,
    body: 'none',
    status: 200,
    answer: 'text/event-stream',
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
    summary: 'The export file (Range and ETag), or the changes of an upload as CSV, one line a cell',
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
  confirmJob: {
    method: 'POST',
    path: `${job}/confirm`,
    role: 'operator',
    summary: 'Agree to the plan that was shown; with If-Match only if it is still that one',
    query: nothing,
    body: 'none',
    status: 200,
    answer: jobSchema,
  },
  undoJob: {
    method: 'POST',
    path: `${job}/undo`,
    role: 'admin',
    summary: 'Take back what a job did, in one transaction, by a job of its own',
    query: z.strictObject({
      onConflict: z.enum(onConflicts, 'must be block or keep').default('block').meta({
        description: 'What to do with users changed since: `block` takes nothing back, `keep` leaves them as they are.',
      }),
    }),
    body: 'none',
    status: 202,
    answer: jobSchema,
  },
  fixJob: {
    method: 'POST',
    path: `${job}/fix`,
    role: 'operator',
    summary: 'Replace cells of a rejected file, whole groups at once, and try it again as a linked job',
    query: nothing,
    body: z.strictObject({ replacements: z.array(replacement).min(1).max(1_000) }),
    status: 202,
    answer: jobSchema,
  },
} as const satisfies Record<string, Route>;
