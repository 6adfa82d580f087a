import { z } from 'zod';
import type { JobState } from '@muster/domain';
import { isProblemCode, problemKinds, type ProblemCode } from './problemKinds.ts';

/** One wrong input among several: where it stands and what is wrong there. */
export type InputError = { path: string; code: InputErrorCode; message: string };
export type InputErrorCode = 'unknown' | 'required' | 'invalid_value';

/** What a problem may say beside its code; each becomes a top-level member of the answer. */
export type ProblemMembers = {
  errors?: InputError[];
  /** Bytes. */
  limit?: number;
  state?: JobState | 'disabled' | 'deleted';
  expiredAt?: string;
  allow?: string[];
  checks?: Record<string, string>;
  /** How many of each refer to what was to be changed or deleted. */
  by?: { users: number; templates: number; account: number };
};

/** Wrong in the HTTP *request*: thrown in the api, answered as RFC 9457. Compare by `code`, never by `instanceof`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly members: ProblemMembers;

  /** `detail`: one sentence about this very request; never the contents of a row. */
  constructor(code: ProblemCode, detail: string, members: ProblemMembers = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.members = members;
  }
}

export function isProblem(thrown: unknown): thrown is Problem {
  return thrown instanceof Error && thrown.name === 'Problem' && 'code' in thrown && isProblemCode(String(thrown.code));
}

/** The body of every answer that is not a success. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Path of a page about this code, under `/docs/problems/`.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ override: { enum: Object.keys(problemKinds) } }),
    requestId: z.string(),
    errors: z
      .array(
        z.object({ path: z.string(), code: z.enum(['unknown', 'required', 'invalid_value']), message: z.string() }),
      )
      .optional(),
    limit: z.int().optional().meta({ description: 'Bytes allowed.' }),
    state: z.string().optional().meta({ description: 'The state the job, or the endpoint, is in.' }),
    expiredAt: z.iso.datetime().optional(),
    allow: z.array(z.string()).optional(),
    checks: z.record(z.string(), z.string()).optional(),
    by: z
      .object({ users: z.int(), templates: z.int(), account: z.int() })
      .optional()
      .meta({ description: 'How many refer to it; the account to its main region.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

export type ProblemView = z.output<typeof problemSchema>;

export function problemView(problem: Problem, requestId: string): ProblemView {
  const { status, title } = problemKinds[problem.code];
  return {
    type: `/docs/problems/${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    requestId,
    ...problem.members,
  };
}
