import type { z } from 'zod';
import type { CallerRole } from '@muster/domain';

/** One line of the table that drives matching, 405, role checks, strict query parsing and the OpenAPI document. */
export type Route<Query extends z.ZodObject = z.ZodObject> = {
  method: 'GET' | 'POST';
  /** As in OpenAPI; `{id}` is the only parameter. */
  path: `/${string}`;
  /** The least a key must be; `public` needs none. */
  role: CallerRole | 'public';
  summary: string;
  /** Strict: a parameter that is not in here is refused. */
  query: Query;
  body: 'none' | 'upload';
  status: 200 | 202;
  /** The schema of a JSON answer, or the media type of another one. */
  answer: z.ZodType | 'text/csv' | 'text/html';
};

/** A route of those who need no key, and of those who do. */
export type PublicRoute<Query extends z.ZodObject = z.ZodObject> = Route<Query> & { role: 'public' };
export type CallerRoute<Query extends z.ZodObject = z.ZodObject> = Route<Query> & { role: CallerRole };
