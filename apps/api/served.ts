import type { CallerRoute, JsonRoute, PublicRoute, Route } from '@muster/contract';
import type { Caller } from '@muster/domain';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Admit } from './admit.ts';
import type { Ask, PublicAsk } from './ask.ts';
import { emptyBody } from './emptyBody.ts';
import { inviteBody } from './expectContinue.ts';
import { parseBody, parseQuery } from './parseInput.ts';
import { inspectJson, readJson } from './readBody.ts';

/** A line of the table of routes, and what answers it. */
export type Served = { route: Route; answer: (request: Request, response: Response) => Promise<void> };

/** What there is to know about a body before it is read; throws what is wrong with it. */
type InspectBody<Body> = (request: Request, caller: Caller) => Promise<Body>;

/** Serves a route for callers, in the order promised to them: key, role, rate, Content-Length, media type, input. */
export function serve(admit: Admit) {
  return <Query extends z.ZodObject>(
    route: CallerRoute<Query>,
    answer: (ask: Ask<z.output<Query>>) => Promise<void>,
  ): Served => serveUpload(admit, emptyBody)(route, answer);
}

/** The same for a route that takes a body. */
export function serveUpload<Body>(admit: Admit, inspectBody: InspectBody<Body>) {
  return <Query extends z.ZodObject>(
    route: CallerRoute<Query>,
    answer: (ask: Ask<z.output<Query>, Body>) => Promise<void>,
  ): Served => ({
    route,
    answer: async (request, response) => {
      const caller = await admit(request, response, route.role);
      const body = await inspectBody(request, caller);
      const query = parseQuery(route.query, request.query);
      await answer({ caller, body, query, id: idOf(request), request, response });
    },
  });
}

/** The same for a route that takes a JSON object, checked by the schema of the route. */
export function serveJson(admit: Admit) {
  return <Query extends z.ZodObject, Body extends z.ZodObject>(
    route: JsonRoute<Query, Body>,
    answer: (ask: Ask<z.output<Query>, z.output<Body>>) => Promise<void>,
  ): Served => ({
    route,
    answer: async (request, response) => {
      const caller = await admit(request, response, route.role);
      const input = await jsonInput(route, request, response);
      await answer({ caller, ...input, id: idOf(request), request, response });
    },
  });
}

async function jsonInput<Query extends z.ZodObject, Body extends z.ZodObject>(
  { method, query, body }: JsonInput<Query, Body>,
  request: Request,
  response: Response,
): Promise<{ query: z.output<Query>; body: z.output<Body> }> {
  const mediaTypes = jsonTypes[method];
  inspectJson(request, mediaTypes, `Send the body as ${mediaTypes.join(' or ')}, without Content-Encoding.`);
  const parsed = parseQuery(query, request.query);
  inviteBody(request, response);
  return { query: parsed, body: parseBody(body, await readJson(request)) };
}

type JsonInput<Query, Body> = Pick<Route, 'method'> & { query: Query; body: Body };

const jsonTypes: Record<Route['method'], readonly string[]> = {
  GET: [],
  POST: ['application/json'],
  PATCH: ['application/merge-patch+json', 'application/json'],
  DELETE: [],
};

/** Serves a route that needs no key. */
export function servePublic<Query extends z.ZodObject>(
  route: PublicRoute<Query>,
  answer: (ask: PublicAsk<z.output<Query>>) => Promise<void> | void,
): Served {
  return {
    route,
    answer: async (request, response) => {
      await answer({ query: parseQuery(route.query, request.query), id: idOf(request), request, response });
    },
  };
}

/** The same for one that takes a JSON object. */
export function servePublicJson<Query extends z.ZodObject, Body extends z.ZodObject>(
  route: PublicRoute<Query> & { body: Body },
  answer: (ask: PublicAsk<z.output<Query>> & { body: z.output<Body> }) => Promise<void>,
): Served {
  return {
    route,
    answer: async (request, response) => {
      const input = await jsonInput(route, request, response);
      await answer({ ...input, id: idOf(request), request, response });
    },
  };
}

function idOf(request: Request): string {
  const { id } = request.params;
  return typeof id === 'string' ? id : '';
}
