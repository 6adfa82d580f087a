import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiRequestBodyObject,
} from 'zod-openapi';
import { answersOf } from './openApiAnswers.ts';
import { takesKey, type Route } from './route.ts';
import { routes } from './routes.ts';
import { eventSchema } from './webhookSchemas.ts';

/** The OpenAPI 3.1 document, made of the table of routes and of the schemas that check the requests themselves. */
export function openApi(): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Muster',
      version: '1',
      description: 'Import contact center users with a CSV file: every row passes muster, or nothing is applied.',
    },
    security: [{ key: [] }, { session: [] }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, `mst_…`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-muster-session',
          description:
            'The session of the portal (`muster-session` on loopback); what changes something needs an Origin.',
        },
      },
    },
    paths: paths(),
    webhooks: { event: { post: webhook } },
  });
}

function paths(): ZodOpenApiPathsObject {
  const found: ZodOpenApiPathsObject = {};
  const table: Record<string, Route> = routes;
  for (const [name, route] of Object.entries(table)) {
    const operations = (found[route.path] ??= {});
    operations[verbs[route.method]] = operation(name, route);
  }
  return found;
}

const webhook: ZodOpenApiOperationObject = {
  summary: 'Something happened: sent to every endpoint that asked for this type of event, until it answers 2xx',
  security: [],
  requestParams: {
    header: z.object({
      'webhook-id': z.string().meta({ description: 'The same in every attempt.' }),
      'webhook-timestamp': z.string().meta({ description: 'Seconds since 1970: when this attempt was made.' }),
      'webhook-signature': z.string().meta({
        description: '`v1,` and the HMAC-SHA256 of `id.timestamp.body`; two of them while secrets overlap.',
      }),
    }),
  },
  requestBody: { required: true, content: { 'application/json': { schema: eventSchema } } },
  responses: { '2XX': { description: 'Delivered.' }, '410': { description: 'Never call again.' } },
};

const verbs = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const satisfies Record<
  Route['method'],
  string
>;

function operation(name: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId: name,
    tags: [tagOf(route)],
    summary: route.summary,
    ...(route.role === 'public'
      ? { security: [] }
      : { description: `Needs the role \`${route.role}\` or a higher one.` }),
    requestParams: {
      query: route.query,
      ...(route.path.includes('{id}') ? { path: z.object({ id: z.string() }) } : {}),
      header: z.object({ ...(takesKey(route) ? keyed : {}), ...conditions[name] }),
    },
    ...(route.body === 'none' ? {} : { requestBody: requestBody(route.body, route.method) }),
    responses: answersOf(name, route),
  };
}

const keyed = {
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description:
      'Repeat a request under the key it had, and it is done once and answered with the same bytes, for 24 hours.',
  }),
};

const text = (description: string) => z.string().optional().meta({ description });
const ifNoneMatch = { 'If-None-Match': text('The ETag you know: 304 as long as there is nothing new.') };

/** What else a request may say in its headers. */
const conditions: Partial<Record<string, z.ZodRawShape>> = {
  getJob: ifNoneMatch,
  followJob: { 'Last-Event-ID': text('The id of the last event you saw: 204 if it was the end.') },
  getResult: {
    ...ifNoneMatch,
    Range: text('The bytes you want, as `bytes=1000-`.'),
    'If-Range': text('The ETag of the file you have a part of.'),
  },
  confirmJob: { 'If-Match': text('The ETag of the plan you have seen: 412 if it is another one by now.') },
};

/** What it is about: the first part of its path. */
function tagOf({ path }: Route): string {
  return /^\/v1\/([a-z-]+)/.exec(path)?.[1] ?? 'service';
}

/** A change of something is a merge patch; most clients call it plain JSON. */
function requestBody(body: Exclude<Route['body'], 'none'>, method: Route['method']): ZodOpenApiRequestBodyObject {
  if (body === 'upload') return upload;
  if (body === 'people') return people;
  const json = { schema: body };
  const patch = method === 'PATCH' ? { 'application/merge-patch+json': json } : {};
  return { required: true, content: { 'application/json': json, ...patch } };
}

const upload: ZodOpenApiRequestBodyObject = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
        additionalProperties: false,
      },
    },
    'text/csv': { schema: { type: 'string', format: 'binary' } },
  },
};

const people: ZodOpenApiRequestBodyObject = {
  required: true,
  content: {
    'application/x-ndjson': { schema: { type: 'string', description: 'One `{"email", "displayName"}` a line.' } },
    'text/csv': {
      schema: { type: 'string', description: 'A header with the columns email and displayName, and a row each.' },
    },
  },
};
