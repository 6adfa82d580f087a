import { z } from 'zod';
import { columnSchema } from './columnSchema.ts';
import { accountSchema } from './referenceSchemas.ts';
import type { Route } from './route.ts';

const nothing = z.strictObject({});
const reading = { method: 'GET', query: nothing, body: 'none', status: 200 } as const;

/** The account itself, what a file may look like, and how the service is. */
export const serviceRoutes = {
  getAccount: {
    ...reading,
    path: '/v1/account',
    role: 'viewer',
    summary: 'The account of the key: limits, licences, revision',
    answer: accountSchema,
  },
  getImportSample: {
    ...reading,
    path: '/v1/samples/import-users.csv',
    role: 'viewer',
    summary: 'A CSV to start from: the header and example rows with names of this account',
    answer: 'text/csv',
  },
  getUpdateSample: {
    ...reading,
    path: '/v1/samples/update-users.csv',
    role: 'viewer',
    summary: 'The same for an update',
    answer: 'text/csv',
  },
  listColumns: {
    ...reading,
    path: '/v1/columns',
    role: 'viewer',
    summary: 'Every column a file may have',
    answer: z.object({ data: z.array(columnSchema) }),
  },
  docs: {
    ...reading,
    path: '/docs',
    role: 'public',
    summary: 'The API, to be read and tried in a browser',
    answer: 'text/html',
  },
  explainProblem: {
    ...reading,
    path: '/docs/problems/{id}',
    role: 'public',
    summary: 'What a problem code means, and its cure',
    answer: 'text/html',
  },
  getOpenApi: {
    ...reading,
    path: '/openapi.json',
    role: 'public',
    summary: 'This document',
    answer: z.record(z.string(), z.unknown()),
  },
  isAlive: {
    ...reading,
    path: '/livez',
    role: 'public',
    summary: 'Is the process there?',
    answer: z.object({ status: z.literal('alive') }),
  },
  isReady: {
    ...reading,
    path: '/readyz',
    role: 'public',
    summary: 'Can it work? `degraded`: uploads are taken, but start late while the queue is away',
    answer: z.object({
      status: z.enum(['ready', 'degraded']),
      checks: z.object({ database: z.string(), files: z.string(), queue: z.string() }),
    }),
  },
} as const satisfies Record<string, Route>;
