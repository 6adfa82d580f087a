import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiRequestBodyObject,
} from 'zod-openapi';
import { problemSchema } from './problem.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

/** The OpenAPI 3.1 document, made of the table of routes and of the schemas that check the requests themselves. */
export function openApi(): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Muster',
      version: '1',
      description: 'Import contact center users with a CSV file: every row passes muster, or nothing is applied.',
    },
    security: [{ key: [] }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key, `mst_…`.' } },
    },
    paths: paths(),
  });
}

function paths(): ZodOpenApiPathsObject {
  const found: ZodOpenApiPathsObject = {};
  const table: Record<string, Route> = routes;
  for (const [name, route] of Object.entries(table)) {
    const operations = (found[route.path] ??= {});
    operations[route.method === 'GET' ? 'get' : 'post'] = operation(name, route);
  }
  return found;
}

function operation(name: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId: name,
    summary: route.summary,
    ...(route.role === 'public'
      ? { security: [] }
      : { description: `Needs the role \`${route.role}\` or a higher one.` }),
    requestParams: {
      query: route.query,
      ...(route.path.includes('{id}') ? { path: z.object({ id: z.string() }) } : {}),
    },
    ...(route.body === 'upload' ? { requestBody: upload } : {}),
    responses: {
      [`${route.status}`]: { description: 'Done.', content: answerContent(route) },
      default: { description: 'A problem.', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  };
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

function answerContent({ answer }: Route): Record<string, { schema: z.ZodType | { type: 'string' } }> {
  if (typeof answer === 'string') return { [answer]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: answer } };
}
