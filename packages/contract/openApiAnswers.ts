import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { jobSchema } from './jobSchema.ts';
import { problemSchema } from './problem.ts';
import { takesKey, type Route } from './route.ts';
import type { RouteName } from './routes.ts';

/** Every answer that a route can give: its own, those that stand for it, and problems. */
export function answersOf(name: string, route: Route): ZodOpenApiResponsesObject {
  return {
    [`${route.status}`]: { description: 'Done.', headers: z.object(headersOf(name, route)), ...contentOf(route) },
    ...(isSpecial(name) ? others[name] : {}),
    default: problem,
  };
}

type Headers = Record<string, z.ZodType>;

const always = (id: string, description: string) => z.string().meta({ description, header: { id } });
const maybe = (id: string, description: string) => z.string().optional().meta({ description, header: { id } });

const requestId = always('X-Request-Id', 'Names the request, in our log too.');
const etag = always('ETag', 'Names exactly this state of it.');
const range = always('Content-Range', 'Which bytes these are, and of how many.');
const retryAfter = maybe('Retry-After', 'Seconds after which to ask again.');
const rates = {
  RateLimit: maybe(
    'RateLimit',
    '`"<limit>";r=<left>;t=<seconds until there is more>`, for each limit that holds here.',
  ),
  'RateLimit-Policy': maybe(
    'RateLimit-Policy',
    '`"<limit>";q=<allowed>;w=<in seconds>`; `qu` says of what, when not of requests.',
  ),
};

const problem: ZodOpenApiResponseObject = {
  id: 'Problem',
  description:
    'A problem. What cannot be read as an HTTP request is one too: `invalid_request` with the status 431 where address and headers have more than 16 KiB, 408 where they do not arrive in time, else 400.',
  headers: z.object({
    'X-Request-Id': requestId,
    ...rates,
    'Retry-After': retryAfter,
    'WWW-Authenticate': maybe('WWW-Authenticate', 'How to say who is asking.'),
    Allow: maybe('Allow', 'The methods that are possible.'),
  }),
  content: { 'application/problem+json': { schema: problemSchema } },
};

function headersOf(name: string, route: Route): Headers {
  const isNewJob = route.status === 202 && route.answer === jobSchema;
  return {
    'X-Request-Id': requestId,
    ...(route.role !== 'public' && rates),
    ...(takesKey(route) && {
      'Idempotency-Replayed': maybe('Idempotency-Replayed', '`true`: as an earlier request was answered.'),
    }),
    ...((route.status === 201 || isNewJob) && { Location: always('Location', 'Path of what was made.') }),
    ...((name === 'signIn' || name === 'signOut') && {
      'Set-Cookie': always('Set-Cookie', 'The session, or the end of it.'),
    }),
    ...(isNewJob && { 'Retry-After': z.string() }),
    ...(route.answer === 'text/csv' && { 'Content-Disposition': always('Content-Disposition', 'What to call it.') }),
    ...(name === 'getJob' && { ETag: etag, 'Retry-After': retryAfter }),
    ...(name === 'getResult' && {
      ETag: z.string().optional(),
      'Accept-Ranges': z.string().optional(),
    }),
  };
}

/** Nothing new for who knows it already; a part of a file. */
const others = {
  getJob: { '304': unchanged({ 'Retry-After': retryAfter }) },
  followJob: { '204': { description: 'You have seen its end.', headers: z.object({ 'X-Request-Id': requestId }) } },
  getResult: {
    '206': {
      description: 'The part that was asked for.',
      headers: z.object({ 'X-Request-Id': requestId, ETag: etag, 'Content-Range': range }),
      content: { 'text/csv': { schema: { type: 'string' } } },
    },
    '304': unchanged({}),
  },
} as const satisfies Partial<Record<RouteName, Record<string, ZodOpenApiResponseObject>>>;

function isSpecial(name: string): name is keyof typeof others {
  return Object.hasOwn(others, name);
}

function unchanged(more: Headers): ZodOpenApiResponseObject {
  return {
    description: 'It is what you know: If-None-Match.',
    headers: z.object({ 'X-Request-Id': requestId, ETag: etag, ...more }),
  };
}

function contentOf({ answer }: Route): Pick<ZodOpenApiResponseObject, 'content'> {
  if (answer === 'nothing') return {};
  if (typeof answer === 'string') return { content: { [answer]: { schema: { type: 'string' } } } };
  return { content: { 'application/json': { schema: answer } } };
}
