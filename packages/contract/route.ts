import type { z } from 'zod';
import type { CallerRole } from '@muster/domain';

/** One line of the table that drives matching, 405, role checks, strict query parsing and the OpenAPI document. */
export type Route<Query extends z.ZodObject = z.ZodObject> = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As in OpenAPI; `{id}` is the only parameter. */
  path: `/${string}`;
  /** The least a key must be; `public` needs none. */
  role: CallerRole | 'public';
  summary: string;
  /** Strict: a parameter that is not in here is refused. */
  query: Query;
  /** A CSV file, a list of people, or the schema of a JSON object; strict as the query. */
  body: 'none' | 'upload' | 'people' | z.ZodObject;
  status: 200 | 201 | 202 | 204;
  /** The schema of a JSON answer, the media type of another one, or nothing at all. */
  answer: z.ZodType | 'text/csv' | 'text/html' | 'text/event-stream' | 'nothing';
};

/** A route of those who need no key, of those who do, and of those who send a JSON object. */
export type PublicRoute<Query extends z.ZodObject = z.ZodObject> = Route<Query> & { role: 'public' };
export type CallerRoute<Query extends z.ZodObject = z.ZodObject> = Route<Query> & { role: CallerRole };
export type JsonRoute<
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodObject = z.ZodObject,
> = CallerRoute<Query> & { body: Body };

/** What makes something takes an Idempotency-Key: all that answers 201 or 202, and what answers otherwise all the same. */
export function takesKey({ method, path, status }: Pick<Route, 'method' | 'path' | 'status'>): boolean {
  return method === 'POST' && (status === 201 || status === 202 || answersOtherwise.has(path));
}

const answersOtherwise = new Set(['/v1/people/bulk', '/v1/webhook-endpoints/{id}/rotate-secret']);
