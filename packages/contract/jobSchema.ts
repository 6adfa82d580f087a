import { z } from 'zod';
import { issueScopes, jobKinds, jobModes, progressPhases } from '@muster/domain';
import { visibleState } from './visibleState.ts';

const time = z.iso.datetime();
const count = z.int().min(0);
const text = z.string().nullable();

const issueCodes = z.string().meta({ override: { enum: Object.keys(issueScopes) } });

export const issueSchema = z
  .object({
    row: z.int().nullable().meta({ description: 'Record number in the file, the header being the first.' }),
    column: text,
    code: issueCodes,
    message: z.string().meta({ description: 'Names the place, the value and the cure.' }),
    value: text,
    suggestion: z.string().optional(),
  })
  .meta({ id: 'Issue', description: 'Something wrong in the file.' });

export const issueGroupSchema = z
  .object({
    code: issueCodes,
    column: text,
    value: text,
    count,
    firstRows: z.array(z.int()).max(10),
    suggestion: z.string().optional(),
  })
  .meta({ id: 'IssueGroup', description: 'Issues of one cause, as one line.' });

const link = z.string().optional();

/** What can be done with the job in its state, whatever the caller's role: paths without host. */
export const jobLinksSchema = z.object({
  self: z.string(),
  events: z.string(),
  source: link,
  issues: link,
  errorReport: link,
  changes: link,
  result: link,
  confirm: link,
  cancel: link,
  undo: link,
  fix: link,
});

export const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(jobKinds),
    state: visibleState,
    mode: z.enum(jobModes),
    version: z.int(),
    attempt: count.meta({ description: 'How often a worker has claimed it.' }),
    progress: z.object({
      phase: z.enum(progressPhases),
      rowsRead: count,
      rowsTotal: count.nullable(),
      bytesRead: count,
      bytesTotal: count.nullable(),
    }),
    counts: z
      .object({
        rows: count,
        valid: count,
        invalid: count,
        issues: count,
        created: count,
        updated: count,
        unchanged: count,
        removed: count,
        deactivated: count,
      })
      .nullable(),
    issueGroups: z.array(issueGroupSchema).max(20),
    issueGroupsTotal: count,
    problem: z.object({ code: z.string(), detail: z.string(), retryable: z.boolean() }).nullable(),
    confirmation: z
      .object({
        reason: z.enum(['review', 'blast_radius']),
        deactivated: count,
        roleChanged: count,
        ofUsers: count,
        until: time,
      })
      .nullable(),
    file: z
      .object({
        name: z.string(),
        bytes: count,
        sha256: z.string(),
        delimiter: z.enum([',', ';', '\t']).nullable(),
        encoding: text,
        alreadyApplied: z.object({ jobId: z.string(), at: time, by: z.string() }).nullable(),
      })
      .nullable(),
    snapshot: z.enum(['consistent', 'per_page']).nullable(),
    createdBy: z.object({ keyId: z.string(), name: z.string() }),
    parentJobId: text,
    undoneBy: text,
    applyAt: time.nullable(),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    expiresAt: time.nullable().meta({ description: 'When its files go.' }),
    links: jobLinksSchema,
  })
  .meta({ id: 'Job' });

export type JobView = z.output<typeof jobSchema>;

export const changeSchema = z
  .object({
    row: z.int(),
    userId: z.string(),
    userEmail: z.string(),
    action: z.enum(['create', 'update', 'remove']),
    fields: z.record(z.string(), z.object({ from: text, to: text })).meta({ description: 'By column, cell texts.' }),
  })
  .meta({ id: 'Change' });

export type ChangeView = z.output<typeof changeSchema>;
